package io.colonnade.geometry;

/**
 * Builds a {@link ConvolutionProblem}.
 *
 * <pre>{@code
 * ConvolutionProblem.builder().batch(8).channels(64).filters(128).input(56, 56).kernel(3, 3).stride(2).padding(1).build()
 * }</pre>
 */
public final class ConvolutionProblemBuilder extends ProblemBuilder<ConvolutionProblemBuilder> {
  private long filters;
  private long groups = 1;
  private long[] output = {};
  private PaddingMode paddingMode = PaddingMode.ZEROS;
  private FilterLayout filterLayout = FilterLayout.FILTERS_FIRST;

  ConvolutionProblemBuilder() {}

  @Override
  ConvolutionProblemBuilder self() {
    return this;
  }

  /** Filters, that is output channels, F. */
  public ConvolutionProblemBuilder filters(long filters) {
    this.filters = filters;
    return this;
  }

  /** Groups g; 1 unless set, C for a depthwise convolution. */
  public ConvolutionProblemBuilder groups(long groups) {
    this.groups = groups;
    return this;
  }

  /** What X is in the padding; zeros unless set. */
  public ConvolutionProblemBuilder paddingMode(PaddingMode paddingMode) {
    this.paddingMode = paddingMode;
    return this;
  }

  /** The order of the axes of W; filters first unless set. */
  public ConvolutionProblemBuilder filterLayout(FilterLayout filterLayout) {
    this.filterLayout = filterLayout;
    return this;
  }

  /** Output positions, at most those of the floor formula; as many as these unless set. */
  ConvolutionProblemBuilder output(long... output) {
    this.output = output.clone();
    return this;
  }

  @Override
  Axis padded(
      int axis,
      long input,
      long kernel,
      long stride,
      long paddingBegin,
      long paddingEnd,
      long dilation) {
    Axis floor = super.padded(axis, input, kernel, stride, paddingBegin, paddingEnd, dilation);
    if (output.length == 0) {
      return floor;
    }
    long positions = Sizes.positive("output", at("output", output, axis));
    if (positions > floor.output()) {
      throw new IllegalArgumentException(
          "output=%d: must be at most %d on axis %d, the windows that fit"
              .formatted(positions, floor.output(), axis));
    }
    return new Axis(input, kernel, stride, paddingBegin, paddingEnd, dilation, positions);
  }

  /**
   * The problem.
   *
   * @throws IllegalArgumentException naming the value and the rule that it breaks
   */
  public ConvolutionProblem build() {
    return new ConvolutionProblem(
        batch(), channels(), filters, groups, window(), paddingMode, layout(), filterLayout);
  }
}
