package io.colonnade.gemm.pass;

import io.colonnade.geometry.Axis;
import java.util.List;

/**
 * Which plane of the source each plane of the target sees under each tap of the outer axes.
 *
 * @param axes the axes, outermost first
 * @param backward whether the target is dX and the source dY, instead of Y and X
 */
public record OuterTaps(List<Axis> axes, boolean backward) {

  /** Taps of the outer axes. */
  public int taps() {
    return (int) axes.stream().mapToLong(Axis::kernel).reduce(1, (a, b) -> a * b);
  }

  /** The source's plane, or −1 where the tap sees none. */
  public int source(int target, int tap) {
    int restTarget = target;
    int restTap = tap;
    int plane = 0;
    int distance = 1;
    for (int i = axes.size() - 1; i >= 0; i--) {
      Axis axis = axes.get(i);
      int targets = (int) (backward ? axis.input() : axis.output());
      int sources = (int) (backward ? axis.output() : axis.input());
      int t = restTarget % targets;
      int k = restTap % (int) axis.kernel();
      long index = backward ? axis.outputIndex(t, k) : axis.inputIndex(t, k);
      if (index < 0 || index >= sources) {
        return -1;
      }
      plane += (int) index * distance;
      distance *= sources;
      restTarget /= targets;
      restTap /= (int) axis.kernel();
    }
    return plane;
  }
}
