package io.colonnade.bench.throughput;

/** Something that is timed against others; each entry of a comparison is an instance of its own. */
public interface Contender {

  /** What it is, for messages. */
  String name();

  /**
   * Runs the work {@code calls} times, one after the other, and returns the nanoseconds that all of
   * them took together.
   */
  long nanos(int calls);

  /** A contender that runs {@code call} on the calling thread. */
  static Contender of(String name, Runnable call) {
    return new Contender() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public long nanos(int calls) {
        long begin = System.nanoTime();
        for (int i = 0; i < calls; i++) {
          call.run();
        }
        return System.nanoTime() - begin;
      }
    };
  }
}
