package io.colonnade.gemm.pass;

/**
 * How the work of a kernel is divided.
 *
 * @param units units of work, which write disjoint parts of the output
 * @param tasks how many tasks run units at once, at most one on each thread that the call may use
 * @param nanos the expected time of one call in nanoseconds, without that of the preparation
 */
public record Work(int units, int tasks, double nanos) {
  /** From so many units a thread on it matters little if they cannot be shared out evenly. */
  private static final int MANY = 8;

  /** Units that take {@code unitNanos} each, shared out to at most {@code threads} tasks. */
  public static Work of(int units, int threads, double unitNanos) {
    int tasks = Math.min(threads, units);
    return new Work(units, tasks, Math.ceil((double) units / tasks) * unitNanos);
  }

  /** Whether {@code units} parts of the work keep {@code threads} threads busy. */
  public static boolean isEnough(int units, int threads) {
    return units % threads == 0 || units >= MANY * threads;
  }
}
