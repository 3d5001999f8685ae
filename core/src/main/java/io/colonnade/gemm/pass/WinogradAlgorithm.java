package io.colonnade.gemm.pass;

import io.colonnade.ErrorBound;
import io.colonnade.Pass;
import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.Layout;
import io.colonnade.geometry.PaddingMode;
import io.colonnade.winograd.MinimalFilter;
import java.util.Optional;

/** Minimal filtering of 3×3 kernels; rounds more than direct summation does. */
enum WinogradAlgorithm implements Algorithm {
  /** F(4×4, 3×3). */
  WINOGRAD4(
      "winograd4", "16 outputs of a 3×3 kernel by 36 products instead of 144", MinimalFilter.F4),
  /** F(2×2, 3×3). */
  WINOGRAD2(
      "winograd2", "4 outputs of a 3×3 kernel by 16 products instead of 36", MinimalFilter.F2);

  /** Roundings of a result beside those of its products and their sum. */
  private static final int ROUNDINGS_OF_TRANSFORMS = 24;

  private final String id;
  private final String description;
  private final MinimalFilter filter;

  WinogradAlgorithm(String id, String description, MinimalFilter filter) {
    this.id = id;
    this.description = description;
    this.filter = filter;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public boolean exactOnIntegers() {
    return false;
  }

  /**
   * Measured on normal and uniform values beside sums of one term after the other, whose errors are
   * the larger the more terms there are; those of the transforms depend on them little. With one
   * channel the largest error is 7 to 9 times ({@link #WINOGRAD4}) or 1.5 to 2 times that of the
   * direct sum, with 4 channels 3 to 4.5, with 16 and more below 3.
   */
  @Override
  public double errorFactor(ConvolutionProblem problem, Pass pass) {
    double terms = terms(problem, pass);
    return filter == MinimalFilter.F4 ? 1.5 + 6 / Math.sqrt(terms) : 1 + 1 / Math.sqrt(terms);
  }

  @Override
  public ErrorBound errorBound(ConvolutionProblem problem, Pass pass) {
    long roundings = terms(problem, pass) + ROUNDINGS_OF_TRANSFORMS;
    return new ErrorBound(filter.amplification(), roundings, filter.outputs() - 1);
  }

  /** Products of transformed values that are summed up: over channels, filters or tiles. */
  private long terms(ConvolutionProblem problem, Pass pass) {
    int side = filter.outputs();
    return switch (pass) {
      case BACKWARD_DATA -> problem.filtersPerGroup();
      case BACKWARD_WEIGHTS ->
          problem.window().axes().stream()
              .mapToLong(a -> (a.output() + side - 1) / side)
              .reduce(problem.batch(), (x, y) -> x * y);
      default -> problem.channelsPerGroup();
    };
  }

  @Override
  public Optional<String> refuses(ConvolutionProblem problem, Pass pass) {
    if (problem.window().rank() != 2
        || !problem.window().axes().stream().allMatch(WinogradAlgorithm::isDense)) {
      return Optional.of("needs a 3×3 kernel of stride 1 and dilation 1");
    }
    if (problem.layout() != Layout.CHANNELS_FIRST) {
      return Optional.of("needs channels first");
    }
    if (problem.paddingMode() != PaddingMode.ZEROS) {
      return Optional.of("needs zeros in the padding");
    }
    if (pass == Pass.BACKWARD_DATA
        && !problem.window().axes().stream().allMatch(WinogradLayer::reads)) {
      return Optional.of("needs outputs that read the input");
    }
    return Optional.empty();
  }

  private static boolean isDense(Axis axis) {
    return axis.kernel() == 3 && axis.stride() == 1 && axis.dilation() == 1;
  }

  @Override
  public <A> Kernel<A> kernel(Setting<A> setting, Pass pass) {
    return pass == Pass.BACKWARD_WEIGHTS
        ? new WinogradWeightsKernel<>(setting, filter)
        : new WinogradKernel<>(setting, filter, pass);
  }
}
