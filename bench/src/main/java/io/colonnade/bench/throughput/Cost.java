package io.colonnade.bench.throughput;

import io.colonnade.geometry.ConvolutionProblem;

/** What measuring a layer costs at least: a guess, by which a {@link Budget} is divided. */
public final class Cost {

  /** Operations in a nanosecond and thread: the backends' mean, fast and slow, with AVX-512. */
  private static final double FLOPS_A_NANO = 100;

  /** The first call, one to warm up, three samples. */
  private static final int CALLS = 5;

  private static final long PREPARATION = 10_000_000;

  private Cost() {}

  /** Nanoseconds for a layer of {@code problem}, with {@code contenders} in turn. */
  public static double nanos(
      ConvolutionProblem problem, Workload workload, int threads, int contenders) {
    double call = workload.flops(problem) / (FLOPS_A_NANO * threads);
    return contenders * (PREPARATION + Math.max(Budget.LEAST, CALLS * call));
  }
}
