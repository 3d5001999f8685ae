package io.colonnade.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.geometry.ConvolutionProblem;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FuzzerTest {
  private static final Pattern OPTIONS = Pattern.compile("threads=(\\d+),.*workspaceLimit=(\\d+),");

  /** A heap that is too small says nothing about the backend. */
  @Test
  void outOfMemoryIsNoDifference() {
    Fuzzer fuzzer = new Fuzzer(new ThrowingBackend(OutOfMemoryError::new), null);
    assertThrows(OutOfMemoryError.class, () -> fuzzer.run(1));
  }

  @Test
  void threadsAndWorkspaceLimitsVary() {
    ConvolutionProblem problem = ConvolutionProblem.parse("n1_c1_f1_i3_k2");
    Fuzzer fuzzer = new Fuzzer(new IdleBackend((pass, type) -> true), problem);
    Set<String> threads = new TreeSet<>();
    Set<String> limits = new TreeSet<>();
    for (long seed = 0; seed < 50; seed++) {
      Finding found = fuzzer.run(seed).orElseThrow();
      Matcher options = OPTIONS.matcher(found.message());
      if (options.find()) {
        threads.add(options.group(1));
        limits.add(options.group(2));
      }
    }
    assertEquals(Set.of("1", "2", "3"), threads);
    assertEquals(Set.of("0", "1", "1024", "16384", "262144"), limits);
  }
}
