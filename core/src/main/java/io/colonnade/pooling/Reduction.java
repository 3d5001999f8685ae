package io.colonnade.pooling;

/**
 * Reduces the windows of a band to its outputs, one axis after the other: for each axis, all phases
 * into buffers, then the taps, which are shifts of those, into the accumulator.
 */
abstract class Reduction {
  private final BandPlan plan;
  private final BandWalk walk;

  Reduction(BandPlan plan) {
    this.plan = plan;
    this.walk = new BandWalk(plan);
  }

  /** Computes all outputs of the bands {@code [from, to)}, counted through all groups of planes. */
  final void run(int from, int to) {
    for (int band = from; band < to; band++) {
      walk.goTo(band);
      reduce(plan.innermost());
      finish(walk);
      walk.outputs(this::store);
    }
  }

  /** Leaves in the accumulator the windows of the axes up to that of a step. */
  private void reduce(int step) {
    int a = plan.axisOfStep(step);
    for (int phase = 0; phase < plan.axis(a).phases(); phase++) {
      int slot = plan.slot(a, phase);
      walk.choose(a, phase);
      if (step == 0) {
        walk.inputs(
            (at, rowStep, gap, to, toRow, rows, count) ->
                load(at, rowStep, gap, slot, to, toRow, rows, count));
        prepare(slot);
        walk.padding((to, count) -> pad(slot, to, count));
      } else {
        reduce(step - 1);
        keep(slot);
      }
    }
    fold(a);
  }

  /** Folds the taps of axis {@code a} into the accumulator. */
  private void fold(int a) {
    PhasedAxis axis = plan.axis(a);
    int count = plan.length(a);
    int first = plan.slot(a, axis.phase(0));
    if (axis.taps() == 1) {
      start(first, count);
      return;
    }
    for (int k = 1; k < axis.taps(); k++) {
      int slot = plan.slot(a, axis.phase(k));
      int shift = axis.shift(k) * plan.pitch(a);
      int distance = axis.distance(k) * plan.cellDistance(a);
      if (k == 1) {
        start(first, slot, shift, distance, count);
      } else {
        combine(slot, shift, distance, count);
      }
    }
  }

  /** Loads a block of input elements into a buffer, see {@link BandWalk.Blocks}. */
  abstract void load(
      int at, int rowStep, int step, int slot, int to, int toRow, int rows, int count);

  /** Makes a loaded buffer ready, before its padding is set. */
  abstract void prepare(int slot);

  /** Sets elements of a buffer that lie in the padding, so that they change no result. */
  abstract void pad(int slot, int to, int count);

  /** Sets the accumulator to a buffer. */
  abstract void start(int slot, int count);

  /**
   * Sets the accumulator to a buffer folded with another, shifted, whose cells lie {@code distance}
   * cells behind those of the first.
   */
  abstract void start(int first, int second, int shift, int distance, int count);

  /**
   * Folds a buffer, shifted, into the accumulator; its cells lie {@code distance} cells behind
   * those of the first tap.
   */
  abstract void combine(int slot, int shift, int distance, int count);

  /** Moves the accumulator into a buffer; what the accumulator then holds is undefined. */
  abstract void keep(int slot);

  /** Turns the accumulator into the results of the band at which {@code walk} stands. */
  abstract void finish(BandWalk walk);

  /** Stores a block of results, see {@link BandWalk.Blocks}. */
  abstract void store(int at, int rowStep, int step, int from, int fromRow, int rows, int count);
}
