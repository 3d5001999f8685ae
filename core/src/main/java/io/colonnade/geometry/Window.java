package io.colonnade.geometry;

import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;

/**
 * A sliding window over one channel plane: spatial axes from the outermost to the innermost. Planes
 * are row-major, the last axis varying fastest.
 *
 * @param axes the spatial axes, at least one
 */
public record Window(List<Axis> axes) {

  /** Copies the list and checks that every product of sizes fits a {@code long}. */
  public Window {
    axes = List.copyOf(Objects.requireNonNull(axes, "axes"));
    if (axes.isEmpty()) {
      throw new IllegalArgumentException("axes=[]: must have at least one spatial axis");
    }
    product("input", axes, Axis::input);
    product("kernel", axes, Axis::kernel);
    product("output", axes, Axis::output);
  }

  /** Number of spatial axes. */
  public int rank() {
    return axes.size();
  }

  /** Spatial axis {@code i}, 0 being the outermost. */
  public Axis axis(int i) {
    return axes.get(i);
  }

  /** Cells of one input plane. */
  public long inputSize() {
    return product("input", axes, Axis::input);
  }

  /** Taps of the kernel in one plane. */
  public long kernelSize() {
    return product("kernel", axes, Axis::kernel);
  }

  /** Positions of one output plane. */
  public long outputSize() {
    return product("output", axes, Axis::output);
  }

  private static long product(String name, List<Axis> axes, ToLongFunction<Axis> size) {
    return Sizes.product(name, axes.stream().mapToLong(size).toArray());
  }

  /** Pairs of an output position and a tap whose input cell lies inside, not in the padding. */
  public double insidePairs() {
    double pairs = 1;
    for (Axis axis : axes) {
      long inside = 0;
      for (long k = 0; k < axis.kernel(); k++) {
        inside += axis.endOutput(k) - axis.firstOutput(k);
      }
      pairs *= inside;
    }
    return pairs;
  }
}
