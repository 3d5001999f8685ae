package io.colonnade.gemm.direct;

import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.ArrayList;
import java.util.List;

/**
 * The axes of a problem as the direct kernels walk them: planes of rows, and the axes outside of
 * these. A window of one axis gets a height of 1.
 *
 * @param outer all axes but the last two
 * @param height the last axis but one
 * @param width the last axis
 */
record DirectAxes(List<Axis> outer, Axis height, Axis width) {

  static DirectAxes of(ConvolutionProblem problem) {
    List<Axis> axes = new ArrayList<>(problem.window().axes());
    if (axes.size() == 1) {
      axes.add(0, Axis.floor(1, 1, 1, 0, 0, 1));
    }
    int outer = axes.size() - 2;
    return new DirectAxes(axes.subList(0, outer), axes.get(outer), axes.get(outer + 1));
  }

  /** Taps of a plane of the kernel. */
  int planeTaps() {
    return (int) (height.kernel() * width.kernel());
  }

  /** The planes of X and of dX, of which a group has {@code members}. */
  DirectPlanes inputs(int members) {
    long count = outer.stream().mapToLong(Axis::input).reduce(1, Math::multiplyExact);
    return new DirectPlanes(members, (int) count, (int) height.input(), (int) width.input());
  }

  /** The planes of Y and of dY, of which a group has {@code members}. */
  DirectPlanes outputs(int members) {
    long count = outer.stream().mapToLong(Axis::output).reduce(1, Math::multiplyExact);
    return new DirectPlanes(members, (int) count, (int) height.output(), (int) width.output());
  }
}
