package io.colonnade.bench.throughput;

/**
 * How long to measure one layer.
 *
 * @param warmupNanos time for which each contender runs before anything counts; at least one call
 * @param sampleNanos least length of a sample, in as many calls as that takes; one call where that
 *     is longer
 * @param budgetNanos time that all samples of a layer may take together, shared evenly by the
 *     contenders
 * @param leastRounds samples that each contender takes even if they exceed its share
 */
public record Sampling(long warmupNanos, long sampleNanos, long budgetNanos, int leastRounds) {
  private static final long MILLISECOND = 1_000_000;

  /** To tell which of several ways is the fastest. */
  static final Sampling TRIAL = new Sampling(MILLISECOND, MILLISECOND, 10 * MILLISECOND, 1);

  /** For one of the machine's roofs. */
  static final Sampling ROOF =
      new Sampling(30 * MILLISECOND, 2 * MILLISECOND, 100 * MILLISECOND, 5);

  /** About ten seconds a layer. */
  public static final Sampling NORMAL =
      new Sampling(400 * MILLISECOND, 10 * MILLISECOND, 7_000 * MILLISECOND, 7);

  /** About two and a half seconds a layer. */
  public static final Sampling QUICK =
      new Sampling(100 * MILLISECOND, 5 * MILLISECOND, 1_400 * MILLISECOND, 5);
}
