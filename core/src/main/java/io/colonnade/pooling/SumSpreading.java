package io.colonnade.pooling;

import io.colonnade.DataType;
import io.colonnade.numeric.Arithmetic;

/**
 * Adds to every input cell the outputs of the windows that hold it, each divided by the number of
 * cells of its window: the adjoint of {@link SumReduction}, step by step in the opposite order.
 */
final class SumSpreading<A> {
  private final BandPlan plan;
  private final BandWalk walk;
  private final Arithmetic<A> arithmetic;
  private final Elements<A> elements;
  private final SumScratch<A> scratch;
  private final Divisors divisors;
  private final A dy;
  private final int dyOffset;
  private final A dx;
  private final int dxOffset;

  SumSpreading(
      BandPlan plan,
      DataType<A> type,
      SumScratch<A> scratch,
      Divisors divisors,
      A dy,
      int dyOffset,
      A dx,
      int dxOffset) {
    this.plan = plan;
    this.walk = new BandWalk(plan);
    this.arithmetic = Arithmetic.of(type);
    this.elements = Elements.of(type);
    this.scratch = scratch;
    this.divisors = divisors;
    this.dy = dy;
    this.dyOffset = dyOffset;
    this.dx = dx;
    this.dxOffset = dxOffset;
  }

  /**
   * Spreads all outputs of the groups {@code [from, to)} of planes; bands of one group may have
   * input cells in common.
   */
  void run(int from, int to) {
    for (int band = from * plan.bands(); band < to * plan.bands(); band++) {
      walk.goTo(band);
      scratch.clearSums();
      walk.outputs(this::fetch);
      divisors.divide(elements, scratch.sums(), walk);
      spread(0);
    }
  }

  private void fetch(int at, int step, int to, int count) {
    arithmetic.copy(dy, dyOffset + at, step, scratch.sums(), to, 1, count);
  }

  /** Takes the accumulator back through the axes from {@code a} inwards. */
  private void spread(int a) {
    PhasedAxis axis = plan.axis(a);
    for (int phase = 0; phase < axis.phases(); phase++) {
      scratch.clear(plan.slot(a, phase));
    }
    for (int k = 0; k < axis.taps(); k++) {
      int slot = plan.slot(a, axis.phase(k));
      scratch.spread(slot, axis.shift(k) * plan.pitch(a), plan.length(a));
    }
    for (int phase = 0; phase < axis.phases(); phase++) {
      walk.choose(a, phase);
      int slot = plan.slot(a, phase);
      if (a == plan.innermost()) {
        walk.inputs(slot, this::unload);
      } else {
        scratch.swap(slot);
        spread(a + 1);
      }
    }
  }

  private void unload(int at, int step, int slot, int from, int count) {
    arithmetic.add(scratch.slot(slot), from, 1, dx, dxOffset + at, step, count);
  }
}
