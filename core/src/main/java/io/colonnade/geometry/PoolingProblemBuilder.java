package io.colonnade.geometry;

/**
 * Builds a {@link PoolingProblem}.
 *
 * <pre>{@code
 * PoolingProblem.builder().batch(8).channels(64).input(112, 112).kernel(3).stride(2).padding(1).build()
 * }</pre>
 */
public final class PoolingProblemBuilder extends ProblemBuilder<PoolingProblemBuilder> {
  private boolean ceilMode;

  PoolingProblemBuilder() {}

  @Override
  PoolingProblemBuilder self() {
    return this;
  }

  /**
   * Whether explicit padding sizes the output by the ceiling formula ({@link Axis#ceil}) instead of
   * the floor; false unless set. {@link #same()} gives {@code ceil(input / stride)} either way.
   */
  public PoolingProblemBuilder ceilMode(boolean ceilMode) {
    this.ceilMode = ceilMode;
    return this;
  }

  /**
   * One window over the whole plane {@code input}: global pooling, with one output for each plane.
   */
  public PoolingProblemBuilder global(long... input) {
    return input(input).kernel(input).stride(1).dilation(1).valid();
  }

  /**
   * The problem.
   *
   * @throws IllegalArgumentException naming the value and the rule that it breaks
   */
  public PoolingProblem build() {
    return new PoolingProblem(batch(), channels(), window(), layout());
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
    return ceilMode
        ? Axis.ceil(input, kernel, stride, paddingBegin, paddingEnd, dilation)
        : super.padded(axis, input, kernel, stride, paddingBegin, paddingEnd, dilation);
  }
}
