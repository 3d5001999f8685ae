package io.colonnade.bench.throughput;

import org.apache.commons.statistics.descriptive.Quantile;

/**
 * The time of one call, from several samples.
 *
 * @param seconds the median
 * @param spread half the distance between the quartiles, as a fraction of the median
 * @param samples number of samples
 */
public record Timing(double seconds, double spread, int samples) {
  private static final double NANOS = 1e9;

  /** Quantiles that interpolate between neighbouring samples and never leave their range. */
  private static final Quantile QUARTILES =
      Quantile.withDefaults().with(Quantile.EstimationMethod.HF7);

  /** The timing of samples that are given in nanoseconds a call; at least one. */
  static Timing ofNanos(double[] samples) {
    if (samples.length == 0) {
      throw new IllegalArgumentException("samples=[]: must have at least one sample");
    }
    double[] quartiles = QUARTILES.evaluate(samples, 0.25, 0.5, 0.75);
    return new Timing(
        quartiles[1] / NANOS, (quartiles[2] - quartiles[0]) / 2 / quartiles[1], samples.length);
  }
}
