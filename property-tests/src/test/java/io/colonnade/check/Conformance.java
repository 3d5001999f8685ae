package io.colonnade.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Runs a case on the library, with one thread and with two, and on the reference. */
final class Conformance {
  private static final List<List<String>> ENGINES =
      List.of(
          List.of("--backend", "gemm", "--threads", "1"),
          List.of("--backend", "gemm", "--threads", "2"),
          List.of("--backend", "reference"));

  private Conformance() {}

  static void assertPasses(CaseFolder recorded, Path dir) throws IOException {
    recorded.write(dir);
    for (List<String> engine : ENGINES) {
      assertEquals(
          new Run(0, List.of("1 passed, 0 failed, 0 skipped"), ""),
          run(dir, engine),
          engine.toString());
    }
  }

  /** The case fails, and the first thing said of it begins with {@code message}. */
  static void assertFails(String message, CaseFolder recorded, Path dir) throws IOException {
    recorded.write(dir);
    for (List<String> engine : ENGINES) {
      Run run = run(dir, engine);
      String beginning = "FAILED " + dir + ": " + message;
      assertTrue(run.out().get(0).startsWith(beginning), engine + ": " + run);
      assertEquals("0 passed, 1 failed, 0 skipped", run.lastLine());
      assertEquals(1, run.status());
    }
  }

  private static Run run(Path dir, List<String> engine) {
    Stream<String> command = Stream.of("conformance", dir.toString());
    return Run.of(Stream.concat(command, engine.stream()).toArray(String[]::new));
  }
}
