package io.colonnade.pooling;

import io.colonnade.DataType;
import io.colonnade.numeric.Arithmetic;

/**
 * Adds to every input cell the outputs of the windows that hold it, each divided by the number of
 * cells of its window: the adjoint of {@link FoldReduction} with {@link Mean}, step by step in the
 * opposite order.
 */
final class SumSpreading<A> {
  private final BandPlan plan;
  private final BandWalk walk;
  private final Arithmetic<A> arithmetic;
  private final Elements<A> elements;
  private final FoldScratch<A> scratch;
  private final Divisors divisors;
  private final A dy;
  private final int dyOffset;
  private final A dx;
  private final int dxOffset;

  SumSpreading(
      BandPlan plan,
      DataType<A> type,
      FoldScratch<A> scratch,
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
      scratch.clearFolded();
      walk.outputs(this::fetch);
      divisors.divide(elements, scratch.folded(), walk);
      if (plan.outputStep() > 1) {
        scratch.place(plan.outputStep(), plan.outputLength());
      }
      spread(plan.innermost());
    }
  }

  private void fetch(int at, int rowStep, int step, int to, int toRow, int rows, int count) {
    arithmetic.copyRows(
        dy, dyOffset + at, rowStep, step, scratch.folded(), to, toRow, 1, rows, count);
  }

  /** Takes the accumulator back through the steps of the reduction, from {@code step} to 0. */
  private void spread(int step) {
    int a = plan.axisOfStep(step);
    PhasedAxis axis = plan.axis(a);
    for (int phase = 0; phase < axis.phases(); phase++) {
      scratch.clear(plan.slot(a, phase));
    }
    for (int k = 0; k < axis.taps(); k++) {
      int slot = plan.slot(a, axis.phase(k));
      scratch.spread(slot, axis.shift(k) * plan.pitch(a), plan.length(a));
    }
    for (int phase = 0; phase < axis.phases(); phase++) {
      int slot = plan.slot(a, phase);
      walk.choose(a, phase);
      if (step == 0) {
        walk.inputs(
            (at, rowStep, gap, from, fromRow, rows, count) ->
                unload(at, rowStep, gap, slot, from, fromRow, rows, count));
      } else {
        scratch.swap(slot);
        spread(step - 1);
      }
    }
  }

  private void unload(
      int at, int rowStep, int step, int slot, int from, int fromRow, int rows, int count) {
    arithmetic.addRows(
        scratch.slot(slot), from, fromRow, 1, dx, dxOffset + at, rowStep, step, rows, count);
  }
}
