package io.colonnade.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Builds a {@link ConvolutionProblem}. Spatial settings take one value for each axis, outermost
 * first, or one value for all; the number of axes is that of {@link #input}.
 *
 * <pre>{@code
 * ConvolutionProblem.builder().batch(8).channels(64).filters(128).input(56, 56).kernel(3, 3).stride(2).padding(1).build()
 * }</pre>
 */
public final class ConvolutionProblemBuilder {
  private enum Padding {
    EXPLICIT,
    SAME,
    SAME_LOWER
  }

  private long batch = 1;
  private long channels;
  private long filters;
  private long groups = 1;
  private long[] input = {};
  private long[] kernel = {};
  private long[] stride = {1};
  private long[] dilation = {1};
  private long[] paddingBegin = {0};
  private long[] paddingEnd = {0};
  private Padding padding = Padding.EXPLICIT;
  private PaddingMode paddingMode = PaddingMode.ZEROS;
  private Layout layout = Layout.CHANNELS_FIRST;
  private FilterLayout filterLayout = FilterLayout.FILTERS_FIRST;

  ConvolutionProblemBuilder() {}

  /** Images N; 1 unless set. */
  public ConvolutionProblemBuilder batch(long batch) {
    this.batch = batch;
    return this;
  }

  /** Input channels C. */
  public ConvolutionProblemBuilder channels(long channels) {
    this.channels = channels;
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

  /** Input cells of each spatial axis, outermost first; their number is the number of axes. */
  public ConvolutionProblemBuilder input(long... input) {
    this.input = input.clone();
    return this;
  }

  /** Kernel taps. */
  public ConvolutionProblemBuilder kernel(long... kernel) {
    this.kernel = kernel.clone();
    return this;
  }

  /** Stride in input cells; 1 unless set. */
  public ConvolutionProblemBuilder stride(long... stride) {
    this.stride = stride.clone();
    return this;
  }

  /** Dilation in input cells; 1 unless set. */
  public ConvolutionProblemBuilder dilation(long... dilation) {
    this.dilation = dilation.clone();
    return this;
  }

  /** The same padding before and after the input; 0 unless set. */
  public ConvolutionProblemBuilder padding(long... padding) {
    return padding(padding, padding);
  }

  /** Padding before and after the input, which may differ. */
  public ConvolutionProblemBuilder padding(long[] begin, long[] end) {
    this.paddingBegin = begin.clone();
    this.paddingEnd = end.clone();
    this.padding = Padding.EXPLICIT;
    return this;
  }

  /** No padding: only windows that lie wholly in the input. */
  public ConvolutionProblemBuilder valid() {
    return padding(0);
  }

  /**
   * As much padding as makes the output {@code ceil(input / stride)} long; an odd cell goes to the
   * end (ONNX {@code SAME_UPPER}).
   */
  public ConvolutionProblemBuilder same() {
    this.padding = Padding.SAME;
    return this;
  }

  /** As {@link #same()}, but an odd cell goes to the beginning (ONNX {@code SAME_LOWER}). */
  public ConvolutionProblemBuilder sameLower() {
    this.padding = Padding.SAME_LOWER;
    return this;
  }

  /** What X is in the padding; zeros unless set. */
  public ConvolutionProblemBuilder paddingMode(PaddingMode paddingMode) {
    this.paddingMode = paddingMode;
    return this;
  }

  /** The order of the axes of X and Y; channels first unless set. */
  public ConvolutionProblemBuilder layout(Layout layout) {
    this.layout = layout;
    return this;
  }

  /** The order of the axes of W; filters first unless set. */
  public ConvolutionProblemBuilder filterLayout(FilterLayout filterLayout) {
    this.filterLayout = filterLayout;
    return this;
  }

  /**
   * The problem.
   *
   * @throws IllegalArgumentException naming the value and the rule that it breaks
   */
  public ConvolutionProblem build() {
    if (input.length == 0) {
      throw new IllegalArgumentException(
          "input=[]: must have a size for at least one spatial axis");
    }
    List<Axis> axes = new ArrayList<>();
    for (int i = 0; i < input.length; i++) {
      axes.add(axis(i));
    }
    return new ConvolutionProblem(
        batch, channels, filters, groups, new Window(axes), paddingMode, layout, filterLayout);
  }

  private Axis axis(int i) {
    long k = at("kernel", kernel, i);
    long s = at("stride", stride, i);
    long d = at("dilation", dilation, i);
    if (padding == Padding.EXPLICIT) {
      return Axis.floor(
          input[i], k, s, at("padding", paddingBegin, i), at("padding", paddingEnd, i), d);
    }
    return Axis.same(input[i], k, s, d, padding == Padding.SAME_LOWER);
  }

  private long at(String name, long[] values, int axis) {
    if (values.length != 1 && values.length != input.length) {
      throw new IllegalArgumentException(
          "%s=%s: must have one value, or one for each of the %d axes of input=%s"
              .formatted(name, Arrays.toString(values), input.length, Arrays.toString(input)));
    }
    return values[values.length == 1 ? 0 : axis];
  }
}
