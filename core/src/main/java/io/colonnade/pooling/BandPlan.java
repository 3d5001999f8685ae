package io.colonnade.pooling;

import io.colonnade.geometry.PoolingProblem;
import io.colonnade.geometry.Window;

/**
 * How the planes of a problem are cut into bands and where the elements of a band lie in scratch;
 * immutable, made once for a plan.
 *
 * <p>A band is a run of outputs along the outermost axis, over the full length of all others, for
 * one group of planes. A buffer holds one phase of every axis: element {@code Σ q_a·pitch(a) +
 * lane}, with {@code output + maxShift} elements along an axis, so that tap k of axis a is the
 * whole buffer shifted by {@code shift(k)·pitch(a)}.
 */
final class BandPlan {
  /** Elements of a buffer that keep the handful of buffers of a band in the L2 cache. */
  private static final int BAND_ELEMENTS = 2048;

  /** How many times more outputs a band has at least than it has inputs in common with the next. */
  private static final int LEAST_GAIN = 4;

  private final PlaneGroups groups;
  private final PhasedAxis[] axes;
  private final int inputSize;
  private final int outputSize;
  private final int bands;
  private final int bandOutputs;
  private final int[] elements;
  private final int[] pitches;
  private final int[] lengths;
  private final int[] slots;
  private final boolean[] padded;
  private final int denseAxis;

  BandPlan(PoolingProblem problem) {
    Window window = problem.window();
    this.groups = PlaneGroups.of(problem);
    this.axes = window.axes().stream().map(PhasedAxis::new).toArray(PhasedAxis[]::new);
    this.inputSize = Math.toIntExact(window.inputSize());
    this.outputSize = Math.toIntExact(window.outputSize());
    int rank = axes.length;
    this.elements = new int[rank];
    this.pitches = new int[rank];
    this.lengths = new int[rank + 1];
    this.slots = new int[rank + 1];
    this.padded = new boolean[rank + 1];
    int pitch = groups.lanes();
    for (int a = rank - 1; a >= 0; a--) {
      pitches[a] = pitch;
      elements[a] = axes[a].outputs() + axes[a].maxShift();
      pitch = a == 0 ? pitch : Math.multiplyExact(pitch, elements[a]);
    }
    PhasedAxis outermost = axes[0];
    int shared = outermost.maxShift();
    int most = Math.max(1, Math.max(LEAST_GAIN * shared, BAND_ELEMENTS / pitches[0] - shared));
    this.bands = (outermost.outputs() + most - 1) / most;
    this.bandOutputs = (outermost.outputs() + bands - 1) / bands;
    elements[0] = bandOutputs + outermost.maxShift();
    lengths[rank] = Math.multiplyExact(elements[0], pitches[0]);
    for (int a = rank - 1; a >= 0; a--) {
      int all = a == 0 ? bands * bandOutputs + outermost.maxShift() : elements[a];
      padded[a] = padded[a + 1] || axes[a].padded(all);
      lengths[a] = lengths[a + 1] - axes[a].maxShift() * pitches[a];
      slots[a] = slots[a + 1] + axes[a].phases();
    }
    this.denseAxis = denseAxis();
  }

  private int denseAxis() {
    int dense = axes.length;
    int distance = groups.cellStep();
    while (dense > 0 && groups.lanes() == groups.cellStep() && pitches[dense - 1] == distance) {
      dense--;
      distance *= axes[dense].outputs();
    }
    return dense;
  }

  PlaneGroups groups() {
    return groups;
  }

  PhasedAxis axis(int a) {
    return axes[a];
  }

  /** The index of the innermost axis. */
  int innermost() {
    return axes.length - 1;
  }

  /** Cells of one input plane. */
  int inputSize() {
    return inputSize;
  }

  /** Positions of one output plane. */
  int outputSize() {
    return outputSize;
  }

  /** Bands of one group of planes. */
  int bands() {
    return bands;
  }

  /** Bands of all groups of planes. */
  int allBands() {
    return Math.multiplyExact(bands, groups.groups());
  }

  /** Outputs of a band along the outermost axis; the last band may have fewer. */
  int bandOutputs() {
    return bandOutputs;
  }

  /** Elements of a buffer. */
  int length() {
    return lengths[axes.length];
  }

  /** Elements of a buffer that are right once the axes from {@code a} inwards are reduced. */
  int length(int a) {
    return lengths[a];
  }

  /**
   * The outermost axis from which on inwards outputs lie in the tensor as they lie in a buffer; the
   * number of axes if not even lanes do.
   */
  int dense() {
    return denseAxis;
  }

  /** Whether elements of a buffer lie in the padding of axis {@code a} or one inside of it. */
  boolean padded(int a) {
    return padded[a];
  }

  /** Elements of a buffer along axis {@code a}. */
  int elements(int a) {
    return elements[a];
  }

  /** The distance in a buffer between neighbouring elements of axis {@code a}. */
  int pitch(int a) {
    return pitches[a];
  }

  /** Buffers for the phases of all axes. */
  int slots() {
    return slots[0];
  }

  /** The buffer for a phase of axis {@code a}; those of the innermost axis come first. */
  int slot(int a, int phase) {
    return slots[a + 1] + phase;
  }

  /** The distance in cells between neighbouring cells of axis {@code a}. */
  int cellDistance(int a) {
    int distance = 1;
    for (int b = a + 1; b < axes.length; b++) {
      distance *= axes[b].inputs();
    }
    return distance;
  }

  /**
   * For every element of the first band's buffer, as an output, the cell of its plane under tap 0
   * of all axes; a cell in the padding counts as if its axes were longer.
   */
  int[] origins() {
    int[] origins = new int[length()];
    for (int i = 0; i < origins.length; i++) {
      int rest = i;
      for (int a = 0; a < axes.length; a++) {
        origins[i] += axes[a].origin(rest / pitches[a]) * cellDistance(a);
        rest %= pitches[a];
      }
    }
    return origins;
  }

  /** What a band that starts at an output adds to the first band's {@link #origins}. */
  int outermostOrigin(int firstOutput) {
    PhasedAxis outermost = axes[0];
    return (outermost.origin(firstOutput) - outermost.origin(0)) * cellDistance(0);
  }
}
