package io.colonnade.bench.throughput;

import java.util.function.LongSupplier;
import java.util.stream.DoubleStream;

/**
 * Fits the measuring of a number of layers to a time.
 *
 * <p>Each layer gets its part of the time that is left, by its weight. How much of that its samples
 * may take is learnt on the way, as the part of the time so far that was meant for samples: the
 * rest went into making tensors, waiting, and calls that took longer than was planned. No contender
 * gets less than {@link #LEAST}; where even that does not fit, the time is exceeded, and {@link
 * #verdict} says so.
 */
public final class Budget implements Pace {
  private static final long MILLISECOND = 1_000_000;
  private static final long MINUTE = 60_000 * MILLISECOND;

  /** The least time for the warm-up and the samples of a contender: 20 ms. */
  static final long LEAST = 20 * MILLISECOND;

  private static final double FIRST_GUESS = 0.5;
  private static final int WARM_UP_PART = 4;
  private static final int ROUNDS = 5;
  private static final int LEAST_ROUNDS = 3;
  private static final long LONGEST_WARM_UP = 400 * MILLISECOND;
  private static final long LONGEST_SAMPLE = 10 * MILLISECOND;

  private final long nanos;
  private final double[] weights;
  private final LongSupplier clock;
  private final long begin;
  private long planned;
  private double weightLeft;
  private int begun;
  private int curtailed;

  /**
   * A budget that begins now and treats all layers alike.
   *
   * @param minutes the time for all layers
   * @param layers their number
   * @param clock nanoseconds since any moment
   */
  public Budget(double minutes, int layers, LongSupplier clock) {
    this(minutes, DoubleStream.generate(() -> 1).limit(layers).toArray(), clock);
  }

  /**
   * A budget that begins now.
   *
   * @param minutes the time for all layers
   * @param weights of the layers, in their order; none is negative
   * @param clock nanoseconds since any moment
   */
  public Budget(double minutes, double[] weights, LongSupplier clock) {
    this.nanos = Math.round(minutes * MINUTE);
    this.weights = weights.clone();
    this.weightLeft = DoubleStream.of(weights).sum();
    this.clock = clock;
    this.begin = clock.getAsLong();
  }

  @Override
  public Sampling next(int contenders) {
    long spent = clock.getAsLong() - begin;
    double weight = begun < weights.length ? weights[begun] : 0;
    double part = weightLeft > 0 ? Math.max(0, nanos - spent) * (weight / weightLeft) : 0;
    weightLeft -= weight;
    double forSamples = begun == 0 ? FIRST_GUESS : Math.min(1, (double) planned / spent);
    long each = Math.round(part * forSamples) / contenders;
    begun++;
    if (each < LEAST) {
      curtailed++;
      each = LEAST;
    }
    planned += each * contenders;
    long warmUp = Math.min(each / WARM_UP_PART, LONGEST_WARM_UP);
    long samples = each - warmUp;
    return new Sampling(
        warmUp, Math.min(samples / ROUNDS, LONGEST_SAMPLE), samples * contenders, LEAST_ROUNDS);
  }

  /** What became of the budget, in one line. */
  public String verdict() {
    double minutes = (double) (clock.getAsLong() - begin) / MINUTE;
    String spent = "budget: took %.1f of %.1f minutes".formatted(minutes, (double) nanos / MINUTE);
    return curtailed == 0
        ? spent
        : "%s, which were too few: %d of %d layers were measured as briefly as can be"
            .formatted(spent, curtailed, begun);
  }
}
