package io.colonnade.geometry;

import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

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
 * where o and k run over all spatial axes, c over the C/g channels of the filter's group; what X is
 * in the padding, the padding mode says. X is N,C,spatial…; W is F,C/g,k…; Y is N,F,spatial…,
 * unless the layouts say otherwise; each row-major.
 *
 * <p>Immutable; equal problems have equal {@linkplain #toString() problem strings}.
 *
 * @param batch images N
 * @param channels input channels C
 * @param filters output channels F
 * @param groups groups g; divides C and F
 * @param window the spatial axes
 * @param paddingMode what X is in the padding
 * @param layout the order of the axes of X and Y
 * @param filterLayout the order of the axes of W
 */
public record ConvolutionProblem(
    long batch,
    long channels,
    long filters,
    long groups,
    Window window,
    PaddingMode paddingMode,
    Layout layout,
    FilterLayout filterLayout) {

  /** Checks the sizes, and that every tensor's size fits a {@code long}. */
  public ConvolutionProblem {
    Sizes.positive("batch", batch);
    Sizes.positive("channels", channels);
    Sizes.positive("filters", filters);
    Sizes.positive("groups", groups);
    Objects.requireNonNull(window, "window");
    Objects.requireNonNull(paddingMode, "paddingMode");
    Objects.requireNonNull(layout, "layout");
    Objects.requireNonNull(filterLayout, "filterLayout");
    divides(groups, "channels", channels);
    divides(groups, "filters", filters);
    long kernelSize = window.kernelSize();
    Sizes.product("x", batch, channels, window.inputSize());
    Sizes.product("w", filters, channels / groups, kernelSize);
    Sizes.product("flops", 2, batch, filters, window.outputSize(), channels / groups, kernelSize);
  }

  /** A problem with zeros in the padding, channels and filters first. */
  public ConvolutionProblem(long batch, long channels, long filters, long groups, Window window) {
    this(
        batch,
        channels,
        filters,
        groups,
        window,
        PaddingMode.ZEROS,
        Layout.CHANNELS_FIRST,
        FilterLayout.FILTERS_FIRST);
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
   * Elements of the columns of all images and groups: N·C·taps·outputs.
   *
   * @throws IllegalArgumentException if they do not fit a {@code long}
   */
  public long columnsSize() {
    return Sizes.product("columns", batch, channels, window.kernelSize(), window.outputSize());
  }

  /**
   * Floating point operations of one pass other than the bias gradient, a multiplication and an
   * addition counted as two and the padding as if it were input: {@code 2·N·F·outputs·C/g·taps}.
   */
  public long flops() {
    return 2 * ySize() * depth();
  }

  /** Shape of X: N, C, spatial…, or N, spatial…, C. */
  public long[] xShape() {
    return shape(batch, channels, Axis::input);
  }

  /** Shape of Y: N, F, spatial…, or N, spatial…, F. */
  public long[] yShape() {
    return shape(batch, filters, Axis::output);
  }

  private long[] shape(long images, long planes, ToLongFunction<Axis> size) {
    LongStream spatial = window.axes().stream().mapToLong(size);
    LongStream rest =
        layout == Layout.CHANNELS_FIRST
            ? LongStream.concat(LongStream.of(planes), spatial)
            : LongStream.concat(spatial, LongStream.of(planes));
    return LongStream.concat(LongStream.of(images), rest).toArray();
  }

  /** Shape of W: F, C/g, k…, or k…, C/g, F. */
  public long[] wShape() {
    LongStream kernel = window.axes().stream().mapToLong(Axis::kernel);
    return filterLayout == FilterLayout.FILTERS_FIRST
        ? LongStream.concat(LongStream.of(filters, channelsPerGroup()), kernel).toArray()
        : LongStream.concat(kernel, LongStream.of(channelsPerGroup(), filters)).toArray();
  }

  /** Where the elements of X lie: image, channel, cell. */
  public PlaneStrides xStrides() {
    return strides(channels, window.inputSize());
  }

  /** Where the elements of Y lie: image, filter, position. */
  public PlaneStrides yStrides() {
    return strides(filters, window.outputSize());
  }

  private PlaneStrides strides(long planes, long places) {
    return layout == Layout.CHANNELS_FIRST
        ? new PlaneStrides(planes * places, places, 1)
        : new PlaneStrides(planes * places, 1, planes);
  }

  /** Where the elements of W lie: filter, channel of the filter's group, tap. */
  public PlaneStrides wStrides() {
    return filterLayout == FilterLayout.FILTERS_FIRST
        ? new PlaneStrides(depth(), window.kernelSize(), 1)
        : new PlaneStrides(1, filters, channelsPerGroup() * filters);
  }

  /** The same problem for another number of images. */
  public ConvolutionProblem withBatch(long batch) {
    return new ConvolutionProblem(
        batch, channels, filters, groups, window, paddingMode, layout, filterLayout);
  }

  /** The same problem for other filters and groups. */
  public ConvolutionProblem withFilters(long filters, long groups) {
    return new ConvolutionProblem(
        batch, channels, filters, groups, window, paddingMode, layout, filterLayout);
  }

  /** The same problem with another window. */
  public ConvolutionProblem withWindow(Window window) {
    return new ConvolutionProblem(
        batch, channels, filters, groups, window, paddingMode, layout, filterLayout);
  }

  /** The same problem with another padding mode. */
  public ConvolutionProblem withPaddingMode(PaddingMode paddingMode) {
    return new ConvolutionProblem(
        batch, channels, filters, groups, window, paddingMode, layout, filterLayout);
  }

  /** The same problem on tensors of other layouts. */
  public ConvolutionProblem withLayouts(Layout layout, FilterLayout filterLayout) {
    return new ConvolutionProblem(
        batch, channels, filters, groups, window, paddingMode, layout, filterLayout);
  }

  /**
   * The canonical one-line problem string, for example {@code n1_c64_f128_i56x56_k3x3_s2_p1}:
   * batch, channels, filters, groups ({@code g}), input, kernel, stride, padding, dilation ({@code
   * d}). Sizes of several axes are joined by {@code x}; {@code g}, {@code s}, {@code p} and {@code
   * d} are left out where they are 1, 1, 0 and 1; of {@code s}, {@code p} and {@code d} one value
   * stands for all axes where they agree; begin and end padding that differ are written {@code
   * begin:end}. Where some axis has fewer outputs than the floor formula of {@link Axis#floor}
   * gives, as the adjoint of a transposed convolution with output padding may, all outputs follow
   * as {@code o}, for example {@code n1_c1_f1_i6_k3_s2_o1}. A padding mode other than zeros and
   * layouts other than channels and filters first are added as words: {@code _reflect}, {@code
   * _replicate}, {@code _circular}, {@code _channels-last}, {@code _filters-last}.
   */
  @Override
  public String toString() {
    return ProblemString.format(this);
  }
}
