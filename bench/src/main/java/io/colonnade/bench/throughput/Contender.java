package io.colonnade.bench.throughput;

import java.util.function.IntConsumer;

/** Something that is timed against others; each entry of a comparison is an instance of its own. */
public interface Contender {

  /** What it is, for messages. */
  String name();

  /**
   * Runs the work {@code calls} times, one after the other, and returns the nanoseconds that all of
   * them took together.
   *
   * @throws RunnerException if it fails
   */
  long nanos(int calls);

  /** The job that {@code runner} has prepared. */
  static Contender of(Runner runner) {
    return new Contender() {
      @Override
      public String name() {
        return runner.backend();
      }

      @Override
      public long nanos(int calls) {
        return runner.nanos(calls);
      }
    };
  }

  /** A contender whose call is one {@code body} on each of {@code threads}, unsynchronised. */
  static Contender of(String name, Threads threads, IntConsumer body) {
    return new Contender() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public long nanos(int calls) {
        return threads.nanos(
            thread -> {
              for (int i = 0; i < calls; i++) {
                body.accept(thread);
              }
            });
      }
    };
  }
}
