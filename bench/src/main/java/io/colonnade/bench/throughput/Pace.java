package io.colonnade.bench.throughput;

/** How long to measure each of a number of layers. */
@FunctionalInterface
public interface Pace {

  /** How long to measure the next layer, which has {@code contenders}. */
  Sampling next(int contenders);
}
