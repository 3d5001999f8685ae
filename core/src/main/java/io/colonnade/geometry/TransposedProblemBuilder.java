package io.colonnade.geometry;

/**
 * Builds a {@link TransposedProblem}. Under a stride several output sizes fit: {@link
 * #outputPadding} or {@link #output} names one.
 *
 * <pre>{@code
 * TransposedProblem.builder().channels(64).filters(32).input(7, 7).kernel(3).stride(2).padding(1).outputPadding(1).build()
 * }</pre>
 */
public final class TransposedProblemBuilder extends ProblemBuilder<TransposedProblemBuilder> {
  private long filters;
  private long groups = 1;
  private long[] outputPadding = {0};
  private long[] output = {};
  private FilterLayout filterLayout = FilterLayout.FILTERS_FIRST;

  TransposedProblemBuilder() {}

  @Override
  TransposedProblemBuilder self() {
    return this;
  }

  /** Output channels F. */
  public TransposedProblemBuilder filters(long filters) {
    this.filters = filters;
    return this;
  }

  /** Groups g; 1 unless set. */
  public TransposedProblemBuilder groups(long groups) {
    this.groups = groups;
    return this;
  }

  /**
   * Cells added at the end of the output, fewer than stride or dilation; 0 unless set. Replaces
   * {@link #output}.
   */
  public TransposedProblemBuilder outputPadding(long... outputPadding) {
    this.outputPadding = outputPadding.clone();
    this.output = new long[0];
    return this;
  }

  /**
   * The cells of the output, at least as many as without output padding; what they exceed that by
   * is added at the end, where no window reaches. Replaces {@link #outputPadding}.
   */
  public TransposedProblemBuilder output(long... output) {
    this.output = output.clone();
    return this;
  }

  /** The order of the axes of W; C, F/g, k… unless set. */
  public TransposedProblemBuilder filterLayout(FilterLayout filterLayout) {
    this.filterLayout = filterLayout;
    return this;
  }

  /**
   * The problem. {@link #same()} makes the output {@code input·stride} long, or as long as {@link
   * #output} says: the padding is {@code max(0, (input − 1)·stride + dilation·(kernel − 1) + 1 −
   * output)} cells in all (ONNX). It refuses an output padding.
   *
   * @throws IllegalArgumentException naming the value and the rule that it breaks
   */
  public TransposedProblem build() {
    return new TransposedProblem(
        new ConvolutionProblem(
            batch(),
            filters,
            channels(),
            groups,
            window(),
            PaddingMode.ZEROS,
            layout(),
            filterLayout));
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
    Sizes.positive("stride", stride);
    long natural = Axis.transposedSize(input, kernel, stride, paddingBegin, paddingEnd, dilation);
    long cells =
        output.length == 0
            ? Sizes.sum("output + outputPadding", natural, outputPadding(axis, stride, dilation))
            : at("output", output, axis);
    if (cells < natural) {
      throw new IllegalArgumentException(
          "output=%d: must be at least %d on axis %d, the size without output padding"
              .formatted(cells, natural, axis));
    }
    if (cells < 1) {
      throw new IllegalArgumentException(
          "output=%d: would be empty on axis %d; input=%d, kernel=%d, stride=%d, dilation=%d, padding %d and %d"
              .formatted(cells, axis, input, kernel, stride, dilation, paddingBegin, paddingEnd));
    }
    return new Axis(cells, kernel, stride, paddingBegin, paddingEnd, dilation, input);
  }

  private long outputPadding(int axis, long stride, long dilation) {
    long padding = Sizes.notNegative("outputPadding", at("outputPadding", outputPadding, axis));
    if (padding >= Math.max(stride, dilation)) {
      throw new IllegalArgumentException(
          "outputPadding=%d: must be less than stride=%d or dilation=%d on axis %d"
              .formatted(padding, stride, dilation, axis));
    }
    return padding;
  }

  @Override
  Axis same(int axis, long input, long kernel, long stride, long dilation, boolean extraFirst) {
    Sizes.positive("input", input);
    if (output.length > 0) {
      long cells = at("output", output, axis);
      Sizes.positive("output", cells);
      return Axis.covering(input, cells, kernel, stride, dilation, extraFirst);
    }
    if (at("outputPadding", outputPadding, axis) != 0) {
      throw new IllegalArgumentException(
          "outputPadding=%d: must be 0 on axis %d under same() and sameLower(), which set the output size; output(…) names another"
              .formatted(at("outputPadding", outputPadding, axis), axis));
    }
    Sizes.positive("stride", stride);
    long cells = Sizes.product("input·stride", input, stride);
    return Axis.covering(input, cells, kernel, stride, dilation, extraFirst);
  }
}
