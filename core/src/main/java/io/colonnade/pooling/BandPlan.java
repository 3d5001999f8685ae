package io.colonnade.pooling;

import io.colonnade.geometry.Axis;
import io.colonnade.geometry.PoolingProblem;
import io.colonnade.geometry.Window;
import java.util.Arrays;

/**
 * How the planes of a problem are cut into bands and where the elements of a band lie in scratch;
 * immutable, made once for a plan.
 *
 * <p>A band is a run of outputs along the outermost axis, over the full length of all others, for
 * one group of planes. A buffer holds one phase of every axis: element {@code Σ q_a·pitch(a) +
 * lane}, with {@code output + maxShift} elements along an axis, so that tap k of axis a is the
 * whole buffer shifted by {@code shift(k)·pitch(a)}.
 *
 * <p>Outermost first, the rows of one plane are loaded whole even where their stride is short: they
 * are reduced at every cell, and the outputs picked from what remains, so that only outputs are
 * accessed at a stride.
 */
final class BandPlan {
  /** The order in which the axes are reduced. */
  enum Order {
    /** What the outer axes compare is then already the first of its row, as ties need it. */
    INNERMOST_FIRST,

    /** Every axis but the innermost is then reduced over contiguous elements. */
    OUTERMOST_FIRST
  }

  /** The longest stride at which reducing at every cell costs less than sorting by phase. */
  private static final long SHORT_STRIDE = 2;

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
  private final Order order;
  private final int outputStep;
  private final boolean[] padded;
  private final int denseAxis;
  private final int length;
  private final int allSlots;
  private final int buffers;

  /**
   * The bands of a problem.
   *
   * @param problem the problem
   * @param order the order in which axes are reduced
   * @param buffersPerPhase buffers that hold a phase of an axis behind the first to be reduced; one
   *     holds a phase of that
   * @param otherBuffers buffers beside these
   * @param limit the most elements of all buffers, or 0 for no limit; a band of one output along
   *     the outermost axis is granted all the same
   */
  BandPlan(PoolingProblem problem, Order order, int buffersPerPhase, int otherBuffers, long limit) {
    Window window = problem.window();
    this.order = order;
    this.groups = PlaneGroups.of(problem);
    this.axes = window.axes().stream().map(PhasedAxis::new).toArray(PhasedAxis[]::new);
    Axis row = window.axis(axes.length - 1);
    boolean unstrided =
        order == Order.OUTERMOST_FIRST
            && axes.length > 1
            && groups.lanes() == 1
            && row.stride() <= SHORT_STRIDE;
    this.outputStep = unstrided ? (int) row.stride() : 1;
    if (unstrided) {
      axes[axes.length - 1] = new PhasedAxis(row.unstrided());
    }
    this.inputSize = Math.toIntExact(window.inputSize());
    this.outputSize = Math.toIntExact(window.outputSize());
    int rank = axes.length;
    this.elements = new int[rank];
    this.pitches = new int[rank];
    this.lengths = new int[rank];
    this.slots = new int[rank];
    this.padded = new boolean[rank + 1];
    int pitch = groups.lanes();
    for (int a = rank - 1; a >= 0; a--) {
      pitches[a] = pitch;
      int step = a == rank - 1 ? outputStep : 1;
      elements[a] = (axes[a].outputs() + axes[a].maxShift() + step - 1) / step * step;
      pitch = a == 0 ? pitch : Math.multiplyExact(pitch, elements[a]);
    }
    PhasedAxis outermost = axes[0];
    int phases = Arrays.stream(axes).mapToInt(PhasedAxis::phases).sum();
    int loaded = axes[axisOfStep(0)].phases();
    this.buffers = loaded + buffersPerPhase * (phases - loaded) + otherBuffers;
    int most =
        mostOutputs(
            outermost.maxShift(), pitches[0], limit == 0 ? 0 : Math.max(1, limit / buffers));
    this.bands = (outermost.outputs() + most - 1) / most;
    this.bandOutputs = (outermost.outputs() + bands - 1) / bands;
    elements[0] = bandOutputs + outermost.maxShift();
    this.length = Math.multiplyExact(elements[0], pitches[0]);
    for (int a = rank - 1; a >= 0; a--) {
      int all = a == 0 ? bands * bandOutputs + outermost.maxShift() : elements[a];
      padded[a] = padded[a + 1] || axes[a].padded(all);
    }
    int right = length;
    int slot = 0;
    for (int step = 0; step < rank; step++) {
      int a = axisOfStep(step);
      right -= axes[a].maxShift() * pitches[a];
      lengths[a] = right;
      slots[a] = slot;
      slot += axes[a].phases();
    }
    this.allSlots = slot;
    this.denseAxis = denseAxis();
  }

  /** Outputs along the outermost axis that suit the cache, and a limit of a buffer's elements. */
  private static int mostOutputs(int shared, int pitch, long limit) {
    long most = Math.max(LEAST_GAIN * (long) shared, BAND_ELEMENTS / pitch - shared);
    if (limit > 0) {
      most = Math.min(most, limit / pitch - shared);
    }
    return (int) Math.max(1, most);
  }

  private int denseAxis() {
    int dense = axes.length;
    int distance = groups.cellStep();
    while (dense > 0 && groups.lanes() == groups.cellStep() && outputPitch(dense - 1) == distance) {
      dense--;
      distance *= outputs(dense);
    }
    return dense;
  }

  PlaneGroups groups() {
    return groups;
  }

  PhasedAxis axis(int a) {
    return axes[a];
  }

  /** The axis that is reduced as the {@code step}-th, counted from 0. */
  int axisOfStep(int step) {
    return order == Order.OUTERMOST_FIRST ? step : axes.length - 1 - step;
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
    return length;
  }

  /** Elements of the accumulator that are right once axis {@code a} is reduced. */
  int length(int a) {
    return lengths[a];
  }

  /** Outputs of a plane along axis {@code a}. */
  int outputs(int a) {
    return a == innermost() ? (axes[a].outputs() - 1) / outputStep + 1 : axes[a].outputs();
  }

  /** The distance in a buffer between the outputs of a row, before they are picked. */
  int outputStep() {
    return outputStep;
  }

  /** Elements of the accumulator that are right once all axes are reduced and outputs picked. */
  int outputLength() {
    return (lengths[axisOfStep(innermost())] - 1) / outputStep + 1;
  }

  /** The distance in the accumulator between neighbouring outputs of axis {@code a}. */
  int outputPitch(int a) {
    return a == innermost() ? pitches[a] : pitches[a] / outputStep;
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
    return allSlots;
  }

  /** Elements of all buffers. */
  long allElements() {
    return (long) buffers * length;
  }

  /** The buffer for a phase of axis {@code a}; those of the axis reduced first come first. */
  int slot(int a, int phase) {
    return slots[a] + phase;
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
   * For every element of the first band's accumulator, outputs picked, the cell of its plane under
   * tap 0 of all axes; a cell in the padding counts as if its axes were longer.
   */
  int[] origins() {
    int[] origins = new int[outputLength()];
    for (int i = 0; i < origins.length; i++) {
      int rest = i;
      for (int a = 0; a < axes.length; a++) {
        int o = rest / outputPitch(a) * (a == innermost() ? outputStep : 1);
        origins[i] += axes[a].origin(o) * cellDistance(a);
        rest %= outputPitch(a);
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
