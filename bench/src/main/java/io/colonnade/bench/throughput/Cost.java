package io.colonnade.bench.throughput;

import io.colonnade.geometry.ConvolutionProblem;

/** What measuring a layer costs at least: a guess, by which a {@link Budget} is divided. */
public final class Cost {

  /** Operations in a nanosecond and thread: the backends' mean, fast and slow, with AVX-512. */
  private static final double FLOPS_A_NANO = 80;

  /** The first call, and the least number of samples. */
  private static final int CALLS = 4;

  /** For a plan, and for coming to rest between calls. */
  private static final long PREPARATION = 50_000_000;

  /** For an element of the tensors: to make, write, check and bring it to where it is read. */
  private static final double ELEMENT = 12;

  private Cost() {}

  /** Nanoseconds for a layer of {@code problem}, with {@code contenders} in turn. */
  public static double nanos(
      ConvolutionProblem problem, Workload workload, int threads, int contenders) {
    double call = workload.flops(problem) / (FLOPS_A_NANO * threads);
    double elements = (double) problem.xSize() + problem.wSize() + problem.ySize();
    double samples = Math.max(Budget.LEAST, CALLS * call);
    return contenders * (PREPARATION + ELEMENT * elements + samples);
  }
}
