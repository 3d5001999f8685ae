package io.colonnade.pooling;

import io.colonnade.geometry.Axis;
import io.colonnade.geometry.PoolingProblem;
import java.util.function.ToLongBiFunction;

/** The number of cells that each average divides by: a product of counts, one for each axis. */
final class Divisors {
  private final BandPlan plan;
  private final int[][] counts;
  private final boolean same;

  Divisors(BandPlan plan, PoolingProblem problem, boolean countPadding) {
    ToLongBiFunction<Axis, Long> taps =
        countPadding ? Axis::paddedTaps : (axis, o) -> axis.endTap(o) - axis.firstTap(o);
    this.plan = plan;
    this.counts = new int[plan.innermost() + 1][];
    boolean allSame = true;
    for (int a = 0; a < counts.length; a++) {
      Axis axis = problem.window().axis(a);
      counts[a] = new int[plan.outputs(a)];
      for (int o = 0; o < counts[a].length; o++) {
        counts[a][o] = (int) taps.applyAsLong(axis, (long) o);
        allSame &= counts[a][o] == counts[a][0];
      }
    }
    this.same = allSame;
  }

  /** Divides the outputs of the band at which {@code walk} stands, in its accumulator. */
  <A> void divide(Elements<A> elements, A sums, BandWalk walk) {
    if (same) {
      double divisor = 1;
      for (int[] count : counts) {
        divisor *= count[0];
      }
      elements.divide(sums, 0, plan.outputLength(), divisor);
    } else {
      divide(elements, sums, 0, walk.firstOutput(), walk.outputs(), 0, 1);
    }
  }

  private <A> void divide(
      Elements<A> elements, A sums, int a, int first, int outputs, int from, double outer) {
    int[] count = counts[a];
    int pitch = plan.outputPitch(a);
    int o = 0;
    while (o < outputs) {
      int run = 1;
      double divisor = outer * count[first + o];
      if (a == plan.innermost()) {
        while (o + run < outputs && count[first + o + run] == count[first + o]) {
          run++;
        }
        elements.divide(sums, from + o * pitch, run * pitch, divisor);
      } else {
        int inner = plan.outputs(a + 1);
        divide(elements, sums, a + 1, 0, inner, from + o * pitch, divisor);
      }
      o += run;
    }
  }
}
