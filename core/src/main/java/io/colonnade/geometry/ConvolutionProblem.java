package io.colonnade.geometry;

/**
 * The sizes of one convolution: what is computed, without a word of how.
 *
 * <p>With N images of C channels, F filters and g groups, cross-correlation as all of deep learning
 * means it:
 *
 * <pre>
 *   Y[n, f, o] = b[f] + Σ_c Σ_k W[f, c, k] · X[n, (C/g)·⌊f/(F/g)⌋ + c, o·stride − paddingBegin + k·dilation]
 * </pre>
 *
 * where o and k run over all spatial axes, c over the C/g channels of the filter's group, and X is
 * zero in the padding. X is N,C,spatial…; W is F,C/g,k…; Y is N,F,spatial…; each row-major.
 *
 * <p>Immutable; equal problems have equal {@linkplain #toString() problem strings}.
 *
 * @param batch images N
 * @param channels input channels C
 * @param filters output channels F
 * @param groups groups g; divides C and F
 * @param window the spatial axes
 */
public record ConvolutionProblem(
    long batch, long channels, long filters, long groups, Window window) {

  /** Checks the sizes, and that every tensor's size fits a {@code long}. */
  public ConvolutionProblem {
    Sizes.positive("batch", batch);
    Sizes.positive("channels", channels);
    Sizes.positive("filters", filters);
    Sizes.positive("groups", groups);
    divides(groups, "channels", channels);
    divides(groups, "filters", filters);
    long kernelSize = window.kernelSize();
    Sizes.product("x", batch, channels, window.inputSize());
    Sizes.product("w", filters, channels / groups, kernelSize);
    Sizes.product("flops", 2, batch, filters, window.outputSize(), channels / groups, kernelSize);
  }

  private static void divides(long groups, String name, long value) {
    if (value % groups != 0) {
      throw new IllegalArgumentException(
          "groups=%d: must divide %s=%d".formatted(groups, name, value));
    }
  }

  /** A builder; batch, groups, stride and dilation start at 1, padding at 0. */
  public static ConvolutionProblemBuilder builder() {
    return new ConvolutionProblemBuilder();
  }

  /**
   * Reads a problem string, as {@link #toString()} prints it.
   *
   * @throws IllegalArgumentException if {@code text} is no problem string, or its sizes are no
   *     problem
   */
  public static ConvolutionProblem parse(String text) {
    return ProblemString.parse(text);
  }

  /** Input channels that one filter sees: C/g. */
  public long channelsPerGroup() {
    return channels / groups;
  }

  /** Filters of one group: F/g. */
  public long filtersPerGroup() {
    return filters / groups;
  }

  /** Rows of the im2col matrix of one group, the length of one filter: C/g · taps. */
  public long depth() {
    return channelsPerGroup() * window.kernelSize();
  }

  /** Elements of X, and of dX. */
  public long xSize() {
    return batch * channels * window.inputSize();
  }

  /** Elements of W, and of dW. */
  public long wSize() {
    return filters * depth();
  }

  /** Elements of Y, and of dY. */
  public long ySize() {
    return batch * filters * window.outputSize();
  }

  /**
   * Floating point operations of one pass other than the bias gradient, a multiplication and an
   * addition counted as two and the padding as if it were input: {@code 2·N·F·outputs·C/g·taps}.
   */
  public long flops() {
    return 2 * ySize() * depth();
  }

  /** Shape of X: N, C, spatial…. */
  public long[] xShape() {
    return shape(batch, channels, window.axes().stream().mapToLong(Axis::input).toArray());
  }

  /** Shape of W: F, C/g, k…. */
  public long[] wShape() {
    return shape(
        filters, channelsPerGroup(), window.axes().stream().mapToLong(Axis::kernel).toArray());
  }

  /** Shape of Y: N, F, spatial…. */
  public long[] yShape() {
    return shape(batch, filters, window.axes().stream().mapToLong(Axis::output).toArray());
  }

  /** The same problem for another number of images. */
  public ConvolutionProblem withBatch(long batch) {
    return new ConvolutionProblem(batch, channels, filters, groups, window);
  }

  /**
   * The canonical one-line problem string, for example {@code n1_c64_f128_i56x56_k3x3_s2_p1}:
   * batch, channels, filters, groups ({@code g}), input, kernel, stride, padding, dilation ({@code
   * d}). Sizes of several axes are joined by {@code x}; {@code g}, {@code s}, {@code p} and {@code
   * d} are left out where they are 1, 1, 0 and 1; of {@code s}, {@code p} and {@code d} one value
   * stands for all axes where they agree; begin and end padding that differ are written {@code
   * begin:end}.
   */
  @Override
  public String toString() {
    return ProblemString.format(this);
  }

  private static long[] shape(long first, long second, long[] spatial) {
    long[] shape = new long[spatial.length + 2];
    shape[0] = first;
    shape[1] = second;
    System.arraycopy(spatial, 0, shape, 2, spatial.length);
    return shape;
  }
}
