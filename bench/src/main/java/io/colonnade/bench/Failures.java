package io.colonnade.bench;

import io.colonnade.bench.throughput.LayerTimings.BackendTiming;
import io.colonnade.bench.throughput.Status;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Tells of backends that fail, each message of a backend once, with what its process wrote. */
final class Failures implements Consumer<BackendTiming> {
  private final PrintWriter err;
  private final Set<String> told = new HashSet<>();

  Failures(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void accept(BackendTiming timing) {
    String failure = "backend=%s: %s".formatted(timing.backend(), timing.message());
    if (timing.status() == Status.FAILED && told.add(failure)) {
      err.printf("%n%s%n", failure);
      timing.log().forEach(line -> err.printf("  | %s%n", line));
      err.flush();
    }
  }
}
