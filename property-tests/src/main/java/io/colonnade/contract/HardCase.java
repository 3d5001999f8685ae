package io.colonnade.contract;

import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.FilterLayout;
import io.colonnade.geometry.Layout;
import io.colonnade.geometry.PaddingMode;
import java.util.function.Predicate;

/**
 * Kinds of problems in which implementations go wrong; {@link ProblemGenerator} makes each often.
 */
public enum HardCase {
  /**
   * On some axis the padding on one side is wider than the kernel: whole windows see nothing but
   * zeros.
   */
  PADDING_OVER_KERNEL(
      onSomeAxis(a -> a.paddingBegin() > a.extent() || a.paddingEnd() > a.extent())),

  /** On some axis the stride is longer than the kernel: input cells between windows are skipped. */
  STRIDE_OVER_KERNEL(onSomeAxis(a -> a.output() > 1 && a.stride() > a.extent())),

  /** Every channel is a group, and there are several. */
  DEPTHWISE(p -> p.channels() > 1 && p.groups() == p.channels()),

  /** Several groups of several channels. */
  GROUPED(p -> p.groups() > 1 && p.groups() < p.channels()),

  /** Some axis has a dilated kernel. */
  DILATION(onSomeAxis(a -> a.kernel() > 1 && a.dilation() > 1)),

  /** On some axis begin and end padding differ. */
  ASYMMETRIC_PADDING(onSomeAxis(a -> a.paddingBegin() != a.paddingEnd())),

  /** Every window is one cell, and every cell a window: columns are the input itself. */
  POINTWISE(p -> p.window().axes().stream().allMatch(HardCase::isPointwise)),

  /** Every window is one cell, and some cells are skipped. */
  STRIDED_POINTWISE(
      p ->
          p.window().kernelSize() == 1
              && onSomeAxis(a -> a.output() > 1 && a.stride() > 1).test(p)),
  /** Windows of 3 × 3 cells, each next to the other, on more than four rows and columns. */
  THREE_BY_THREE(
      p ->
          p.window().rank() == 2
              && p.window().axes().stream()
                  .allMatch(
                      a ->
                          a.kernel() == 3
                              && a.stride() == 1
                              && a.dilation() == 1
                              && a.output() > 4)),
  /** Windows over many channels of a group, for many filters. */
  MANY_CHANNELS(
      p -> p.channelsPerGroup() >= 8 && p.filtersPerGroup() >= 8 && p.window().kernelSize() > 1),
  /** Many channels, every one a group. */
  WIDE_DEPTHWISE(
      p -> p.channels() >= 8 && p.groups() == p.channels() && p.window().kernelSize() > 1),
  /** The padding reads input, not zeros. */
  PADDING_MODE(p -> p.paddingMode() != PaddingMode.ZEROS && isPadded(p)),

  /** The padding reads input that it goes over more than once. */
  PADDING_MODE_OVER_INPUT(
      p ->
          p.paddingMode() != PaddingMode.ZEROS
              && onSomeAxis(a -> a.paddingBegin() >= a.input() || a.paddingEnd() >= a.input())
                  .test(p)),

  /** X and Y have the channels last. */
  CHANNELS_LAST(p -> p.layout() == Layout.CHANNELS_LAST && p.channels() > 1),

  /** W has the filters last. */
  FILTERS_LAST(p -> p.filterLayout() == FilterLayout.FILTERS_LAST && p.filters() > 1),

  /** The output has one position. */
  SINGLE_OUTPUT(p -> p.window().outputSize() == 1),

  /** On some axis input cells lie behind the last window. */
  UNUSED_INPUT(onSomeAxis(a -> a.unused() > a.paddingEnd())),

  /**
   * So many output positions, an odd number, that a small workspace takes three bands or more, the
   * last one shorter.
   */
  MANY_POSITIONS(p -> p.window().outputSize() >= 200 && p.window().outputSize() % 2 == 1),

  /** Filters longer than a block of a matrix multiplication. */
  DEEP(p -> p.depth() > 512),

  /** More filters in a group than rows in a block of a matrix multiplication. */
  WIDE(p -> p.filtersPerGroup() > 128);

  @SuppressWarnings("ImmutableEnumChecker") // The predicates have no state.
  private final Predicate<ConvolutionProblem> condition;

  HardCase(Predicate<ConvolutionProblem> condition) {
    this.condition = condition;
  }

  /** Whether {@code problem} is of this kind. */
  public boolean matches(ConvolutionProblem problem) {
    return condition.test(problem);
  }

  private static boolean isPadded(ConvolutionProblem problem) {
    return onSomeAxis(a -> a.paddingBegin() > 0 || a.paddingEnd() > 0).test(problem);
  }

  private static boolean isPointwise(Axis a) {
    return a.kernel() == 1 && a.stride() == 1 && a.paddingBegin() == 0 && a.paddingEnd() == 0;
  }

  private static Predicate<ConvolutionProblem> onSomeAxis(Predicate<Axis> condition) {
    return problem -> problem.window().axes().stream().anyMatch(condition);
  }
}
