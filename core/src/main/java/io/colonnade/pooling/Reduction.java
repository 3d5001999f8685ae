package io.colonnade.pooling;

/**
 * Reduces the windows of a band to its outputs, one axis after the other from the innermost
 * outwards: for each axis, all phases into buffers, then the taps, which are shifts of those, into
 * the accumulator.
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
      reduce(0);
      finish(walk);
      walk.outputs(this::store);
    }
  }

  /** Leaves in the accumulator the windows of the axes from {@code a} inwards. */
  private void reduce(int a) {
    PhasedAxis axis = plan.axis(a);
    for (int phase = 0; phase < axis.phases(); phase++) {
      walk.choose(a, phase);
      int slot = plan.slot(a, phase);
      if (a == plan.innermost()) {
        walk.inputs(slot, this::load);
        prepare(slot);
        walk.padding(slot, this::pad);
      } else {
        reduce(a + 1);
        keep(slot);
      }
    }
    int count = plan.length(a);
    start(plan.slot(a, axis.phase(0)), axis.shift(0) * plan.pitch(a), count);
    for (int k = 1; k < axis.taps(); k++) {
      int distance = axis.distance(k) * plan.cellDistance(a);
      combine(plan.slot(a, axis.phase(k)), axis.shift(k) * plan.pitch(a), distance, count);
    }
  }

  /** Loads input elements {@code step} apart into a buffer. */
  abstract void load(int at, int step, int slot, int to, int count);

  /** Makes a loaded buffer ready, before its padding is set. */
  abstract void prepare(int slot);

  /** Sets elements of a buffer that lie in the padding, so that they change no result. */
  abstract void pad(int slot, int to, int count);

  /** Sets the accumulator to a buffer, shifted. */
  abstract void start(int slot, int shift, int count);

  /**
   * Folds a buffer, shifted, into the accumulator; its cells lie {@code distance} cells behind
   * those of the first tap.
   */
  abstract void combine(int slot, int shift, int distance, int count);

  /** Moves the accumulator into a buffer; what the accumulator then holds is undefined. */
  abstract void keep(int slot);

  /** Turns the accumulator into the results of the band at which {@code walk} stands. */
  abstract void finish(BandWalk walk);

  /** Stores results into the output, {@code step} apart. */
  abstract void store(int at, int step, int from, int count);
}
