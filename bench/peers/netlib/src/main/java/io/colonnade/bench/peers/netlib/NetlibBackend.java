package io.colonnade.bench.peers.netlib;

import io.colonnade.ConvolutionBackend;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.FilterLayout;
import io.colonnade.geometry.Layout;

/**
 * netlib as found: the columns of a whole image, one GEMM for each image and group, OpenBLAS with
 * the kernels and threads that it chooses for itself. Supports every pass and element type with
 * channels and filters first. Of the options it honours the number of threads.
 */
public final class NetlibBackend implements ConvolutionBackend {
  /** The name of the only algorithm. */
  static final String IM2COL = "im2col of whole images";

  /** For {@link java.util.ServiceLoader}, and for direct use. */
  public NetlibBackend() {}

  @Override
  public String name() {
    return "netlib-plain";
  }

  @Override
  public boolean supports(ConvolutionProblem problem, Pass pass, DataType<?> type) {
    return problem.layout() == Layout.CHANNELS_FIRST
        && problem.filterLayout() == FilterLayout.FILTERS_FIRST;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the problem is not supported, its tensors or the columns of
   *     an image do not fit a Java array, or an option other than the number of threads is set
   */
  @Override
  public <A> ConvolutionPlan<A> plan(
      ConvolutionProblem problem, DataType<A> type, PlanOptions options) {
    if (!supports(problem, Pass.FORWARD, type)) {
      throw new IllegalArgumentException(
          "problem=%s: %s needs channels and filters first".formatted(problem, name()));
    }
    if (!options.equals(PlanOptions.defaults().withThreads(options.threads()))) {
      throw new IllegalArgumentException(
          "options=%s: %s honours threads only, the others must be left at their defaults"
              .formatted(options, name()));
    }
    return new NetlibPlan<>(problem, type, options);
  }
}
