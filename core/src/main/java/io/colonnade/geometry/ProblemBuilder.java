package io.colonnade.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the builders of all sliding-window problems share: batch, channels and the spatial settings.
 * Spatial settings take one value for each axis, outermost first, or one value for all; the number
 * of axes is that of {@link #input}.
 *
 * @param <B> the builder itself
 */
public abstract sealed class ProblemBuilder<B extends ProblemBuilder<B>>
    permits ConvolutionProblemBuilder, PoolingProblemBuilder, TransposedProblemBuilder {
  private enum Padding {
    EXPLICIT,
    SAME,
    SAME_LOWER
  }

  private long batch = 1;
  private long channels;
  private long[] input = {};
  private long[] kernel = {};
  private long[] stride = {1};
  private long[] dilation = {1};
  private long[] paddingBegin = {0};
  private long[] paddingEnd = {0};
  private Padding padding = Padding.EXPLICIT;
  private Layout layout = Layout.CHANNELS_FIRST;

  ProblemBuilder() {}

  abstract B self();

  /** Images N; 1 unless set. */
  public B batch(long batch) {
    this.batch = batch;
    return self();
  }

  /** Input channels C. */
  public B channels(long channels) {
    this.channels = channels;
    return self();
  }

  /** Input cells of each spatial axis, outermost first; their number is the number of axes. */
  public B input(long... input) {
    this.input = input.clone();
    return self();
  }

  /** Kernel taps. */
  public B kernel(long... kernel) {
    this.kernel = kernel.clone();
    return self();
  }

  /** Stride in input cells; 1 unless set. */
  public B stride(long... stride) {
    this.stride = stride.clone();
    return self();
  }

  /** Dilation in input cells; 1 unless set. */
  public B dilation(long... dilation) {
    this.dilation = dilation.clone();
    return self();
  }

  /** The same padding before and after the input; 0 unless set. */
  public B padding(long... padding) {
    return padding(padding, padding);
  }

  /** Padding before and after the input, which may differ. */
  public B padding(long[] begin, long[] end) {
    this.paddingBegin = begin.clone();
    this.paddingEnd = end.clone();
    this.padding = Padding.EXPLICIT;
    return self();
  }

  /** No padding: only windows that lie wholly in the input. */
  public B valid() {
    return padding(0);
  }

  /**
   * As much padding as makes the output {@code ceil(input / stride)} long; an odd cell goes to the
   * end (ONNX {@code SAME_UPPER}).
   */
  public B same() {
    this.padding = Padding.SAME;
    return self();
  }

  /** As {@link #same()}, but an odd cell goes to the beginning (ONNX {@code SAME_LOWER}). */
  public B sameLower() {
    this.padding = Padding.SAME_LOWER;
    return self();
  }

  /** The order of the axes of X and Y; channels first unless set. */
  public B layout(Layout layout) {
    this.layout = layout;
    return self();
  }

  final Layout layout() {
    return layout;
  }

  final long batch() {
    return batch;
  }

  final long channels() {
    return channels;
  }

  /** The axes that {@link #input} and the other settings describe. */
  final Window window() {
    if (input.length == 0) {
      throw new IllegalArgumentException(
          "input=[]: must have a size for at least one spatial axis");
    }
    List<Axis> axes = new ArrayList<>();
    for (int i = 0; i < input.length; i++) {
      axes.add(axis(i));
    }
    return new Window(axes);
  }

  private Axis axis(int i) {
    long k = at("kernel", kernel, i);
    long s = at("stride", stride, i);
    long d = at("dilation", dilation, i);
    if (padding == Padding.EXPLICIT) {
      return padded(
          i, input[i], k, s, at("padding", paddingBegin, i), at("padding", paddingEnd, i), d);
    }
    return same(i, input[i], k, s, d, padding == Padding.SAME_LOWER);
  }

  /** The axis under {@link #same} or {@link #sameLower}. */
  Axis same(int axis, long input, long kernel, long stride, long dilation, boolean extraFirst) {
    return Axis.same(input, kernel, stride, dilation, extraFirst);
  }

  /** Axis {@code axis} under explicit padding. */
  Axis padded(
      int axis,
      long input,
      long kernel,
      long stride,
      long paddingBegin,
      long paddingEnd,
      long dilation) {
    return Axis.floor(input, kernel, stride, paddingBegin, paddingEnd, dilation);
  }

  final long at(String name, long[] values, int axis) {
    if (values.length != 1 && values.length != input.length) {
      throw new IllegalArgumentException(
          "%s=%s: must have one value, or one for each of the %d axes of input=%s"
              .formatted(name, Arrays.toString(values), input.length, Arrays.toString(input)));
    }
    return values[values.length == 1 ? 0 : axis];
  }
}
