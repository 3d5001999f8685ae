package io.colonnade.lowering;

import io.colonnade.geometry.Axis;
import java.util.List;

/**
 * The axes outside the last two, lowered: which slice of the source each of their taps reads for a
 * slice of the result.
 */
final class OuterAxes {
  private final int taps;
  private final int sources;
  private final int results;

  /** The slice that tap t reads for slice r of the result, at {@code r·taps + t}; −1 for zeros. */
  private final int[] slices;

  private OuterAxes(int taps, int sources, int results, int[] slices) {
    this.taps = taps;
    this.sources = sources;
    this.results = results;
    this.slices = slices;
  }

  static OuterAxes of(List<Axis> axes, boolean adjoint) {
    OuterAxes all = new OuterAxes(1, 1, 1, new int[1]);
    for (Axis axis : axes) {
      all = all.with(axis, adjoint);
    }
    return all;
  }

  /** Taps of these axes. */
  int taps() {
    return taps;
  }

  /** Slices of the source. */
  int sources() {
    return sources;
  }

  /** Slices of the result. */
  int results() {
    return results;
  }

  /** The slice that a tap reads for a slice of the result, or −1 for zeros. */
  int slice(int result, int tap) {
    return slices[result * taps + tap];
  }

  private OuterAxes with(Axis axis, boolean adjoint) {
    int kernel = (int) axis.kernel();
    int from = (int) (adjoint ? axis.output() : axis.input());
    int to = (int) (adjoint ? axis.input() : axis.output());
    int[] all = new int[Math.toIntExact((long) results * to * taps * kernel)];
    for (int i = 0; i < all.length; i++) {
      int tap = i % (taps * kernel);
      int result = i / (taps * kernel);
      int above = slice(result / to, tap / kernel);
      long here =
          adjoint
              ? axis.outputIndex(result % to, tap % kernel)
              : axis.inputIndex(result % to, tap % kernel);
      all[i] = above < 0 || here < 0 || here >= from ? -1 : above * from + (int) here;
    }
    return new OuterAxes(taps * kernel, sources * from, results * to, all);
  }
}
