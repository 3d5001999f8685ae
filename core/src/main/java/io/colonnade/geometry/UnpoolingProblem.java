package io.colonnade.geometry;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The sizes of one max unpooling: every element of the input is put at the cell of the output that
 * its switch names.
 *
 * <p>Switches name cells of the switch plane, which lies at the start of the output plane: cell (h,
 * w) of the one is cell (h, w) of the other, whatever their sizes. As a rule the two are the same
 * (PyTorch); where an output size is asked for that pooling would not have had as its input, ONNX
 * lets the switches go on counting in the plane that kernel, stride and padding imply.
 *
 * @param batch images N
 * @param channels channels C, of the input and of the output
 * @param input cells of the input plane along each spatial axis, outermost first
 * @param output cells of the output plane
 * @param switchPlane cells of the plane in which the switches count, none more than in the output
 * @param layout the order of the axes of X and Y
 */
public record UnpoolingProblem(
    long batch,
    long channels,
    List<Long> input,
    List<Long> output,
    List<Long> switchPlane,
    Layout layout) {

  /** Checks the sizes, and that every tensor's size fits a {@code long}. */
  public UnpoolingProblem {
    Sizes.positive("batch", batch);
    Sizes.positive("channels", channels);
    Objects.requireNonNull(layout, "layout");
    input = List.copyOf(Objects.requireNonNull(input, "input"));
    output = List.copyOf(Objects.requireNonNull(output, "output"));
    switchPlane = List.copyOf(Objects.requireNonNull(switchPlane, "switchPlane"));
    if (input.isEmpty()) {
      throw new IllegalArgumentException(
          "input=[]: must have a size for at least one spatial axis");
    }
    check("input", input, input.size());
    check("output", output, input.size());
    check("switchPlane", switchPlane, input.size());
    for (int a = 0; a < output.size(); a++) {
      if (switchPlane.get(a) > output.get(a)) {
        throw new IllegalArgumentException(
            "switchPlane=%s: must not exceed output=%s on any axis".formatted(switchPlane, output));
      }
    }
    Sizes.product("x", batch, channels, product(input));
    Sizes.product("y", batch, channels, product(output));
  }

  private static void check(String name, List<Long> sizes, int axes) {
    if (sizes.size() != axes) {
      throw new IllegalArgumentException(
          "%s=%s: must have a size for each of the %d axes of the input"
              .formatted(name, sizes, axes));
    }
    sizes.forEach(size -> Sizes.positive(name, size));
    product(sizes);
  }

  private static long product(List<Long> sizes) {
    return Sizes.product("plane", sizes.stream().mapToLong(Long::longValue).toArray());
  }

  /** Switches that count in the output plane, channels first. */
  public static UnpoolingProblem of(long batch, long channels, long[] input, long[] output) {
    return new UnpoolingProblem(
        batch, channels, list(input), list(output), list(output), Layout.CHANNELS_FIRST);
  }

  /** What takes the outputs and switches of {@code pooling} back to its inputs. */
  public static UnpoolingProblem inverting(PoolingProblem pooling) {
    List<Axis> axes = pooling.window().axes();
    long[] input = axes.stream().mapToLong(Axis::output).toArray();
    long[] output = axes.stream().mapToLong(Axis::input).toArray();
    return of(pooling.batch(), pooling.channels(), input, output).withLayout(pooling.layout());
  }

  /** The same problem with switches that count in another plane. */
  public UnpoolingProblem withSwitchPlane(long... sizes) {
    return new UnpoolingProblem(batch, channels, input, output, list(sizes), layout);
  }

  /** The same problem on tensors of another layout. */
  public UnpoolingProblem withLayout(Layout layout) {
    return new UnpoolingProblem(batch, channels, input, output, switchPlane, layout);
  }

  private static List<Long> list(long[] sizes) {
    return Arrays.stream(sizes).boxed().toList();
  }

  /** Planes of the input and of the output: N·C. */
  public long planes() {
    return batch * channels;
  }

  /** Elements of X, of dX and of the switches. */
  public long xSize() {
    return planes() * product(input);
  }

  /** Elements of Y, and of dY. */
  public long ySize() {
    return planes() * product(output);
  }
}
