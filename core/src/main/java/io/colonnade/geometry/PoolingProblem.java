package io.colonnade.geometry;

import java.util.Objects;

/**
 * The sizes of one pooling: windows over every plane of N images of C channels, each giving one
 * output.
 *
 * <p>Immutable; equal problems have equal {@linkplain #toString() problem strings}.
 *
 * @param batch images N
 * @param channels channels C, of the input and of the output
 * @param window the spatial axes, all sized by {@link Axis#floor} or all by {@link Axis#ceil}
 * @param layout the order of the axes of X and Y
 */
public record PoolingProblem(long batch, long channels, Window window, Layout layout) {

  /** Checks the sizes, and that every tensor's size fits a {@code long}. */
  public PoolingProblem {
    Sizes.positive("batch", batch);
    Sizes.positive("channels", channels);
    Objects.requireNonNull(window, "window");
    Objects.requireNonNull(layout, "layout");
    Sizes.product("x", batch, channels, window.inputSize());
    Sizes.product("y", batch, channels, window.outputSize());
    Sizes.product("taps", batch, channels, window.outputSize(), window.kernelSize());
    if (!sizedByFloor(window) && !window.axes().stream().allMatch(a -> a.equals(ceiling(a)))) {
      throw new IllegalArgumentException(
          "window=%s: every output must have the floor size, or every one the ceiling size"
              .formatted(window));
    }
  }

  private static boolean sizedByFloor(Window window) {
    return window.axes().stream().allMatch(Axis::sizedByFloor);
  }

  private static Axis ceiling(Axis a) {
    return Axis.ceil(
        a.input(), a.kernel(), a.stride(), a.paddingBegin(), a.paddingEnd(), a.dilation());
  }

  /** A builder; batch, stride and dilation start at 1, padding at 0, without ceiling. */
  public static PoolingProblemBuilder builder() {
    return new PoolingProblemBuilder();
  }

  /**
   * Reads a problem string, as {@link #toString()} prints it.
   *
   * @throws IllegalArgumentException if {@code text} is no problem string, or its sizes are no
   *     problem
   */
  public static PoolingProblem parse(String text) {
    return ProblemString.parsePooling(text);
  }

  /** Whether some axis has an output that the floor formula does not give. */
  public boolean ceilMode() {
    return !sizedByFloor(window);
  }

  /** Planes of the input and of the output: N·C. */
  public long planes() {
    return batch * channels;
  }

  /** Elements of X, and of dX. */
  public long xSize() {
    return planes() * window.inputSize();
  }

  /** Elements of Y, of dY and of the switches. */
  public long ySize() {
    return planes() * window.outputSize();
  }

  /** The same problem for another number of images. */
  public PoolingProblem withBatch(long batch) {
    return new PoolingProblem(batch, channels, window, layout);
  }

  /** The same problem on tensors of another layout. */
  public PoolingProblem withLayout(Layout layout) {
    return new PoolingProblem(batch, channels, window, layout);
  }

  /**
   * The canonical one-line problem string, for example {@code n1_c64_i112x112_k3x3_s2_p1_ceil}: as
   * that of {@link ConvolutionProblem#toString()} without filters and groups, and {@code ceil}
   * where the outputs are not those of the floor formula.
   */
  @Override
  public String toString() {
    return ProblemString.format(this);
  }
}
