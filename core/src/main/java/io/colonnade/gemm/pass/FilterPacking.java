package io.colonnade.gemm.pass;

import io.colonnade.lowering.Shifts;
import io.colonnade.numeric.Arithmetic;

/**
 * Filters packed for products by {@linkplain Shifts shifts}: for each group and shifted tap a
 * matrix of filters × (taps of the outer axes, channels, taps of a lowered width). The convolution
 * multiplies by it, and the adjoint by its transpose.
 */
final class FilterPacking<A> implements Preparation<A> {
  private final Layer layer;
  private final Arithmetic<A> arithmetic;
  private final int shiftedTaps;
  private final int loweredTaps;
  private final int outerTaps;
  private final int tasks;
  private final Costs costs;

  /**
   * Makes the packing ready.
   *
   * @param shiftedTaps shifted taps
   * @param loweredTaps taps of a lowered width, or 1
   */
  FilterPacking(Setting<A> setting, Layer layer, int shiftedTaps, int loweredTaps, int threads) {
    this.layer = layer;
    this.arithmetic = setting.arithmetic();
    this.costs = setting.costs();
    this.shiftedTaps = shiftedTaps;
    this.loweredTaps = loweredTaps;
    this.outerTaps = layer.taps / (shiftedTaps * loweredTaps);
    this.tasks = Math.min(threads, layer.groups * layer.filters);
  }

  @Override
  public long elements() {
    return (long) layer.groups * layer.filters * layer.depth;
  }

  @Override
  public int tasks() {
    return tasks;
  }

  /** Elements are read at a distance: it is as if runs were short. */
  @Override
  public double nanos() {
    return costs.moved((double) elements(), 4) / tasks;
  }

  /** Elements of a filter's row of one shifted tap. */
  int rowLength() {
    return layer.channels * outerTaps * loweredTaps;
  }

  /** Where the matrix of a shifted tap starts. */
  int matrix(int group, int tap) {
    return (group * shiftedTaps + tap) * layer.filters * rowLength();
  }

  @Override
  public void run(int task, A w, int wOffset, A prepared, int preparedOffset) {
    int all = layer.groups * layer.filters;
    int end = Layer.part(task + 1, tasks, all);
    for (int i = Layer.part(task, tasks, all); i < end; i++) {
      int group = i / layer.filters;
      int filter = i % layer.filters;
      int from = wOffset + layer.w(group) + filter * layer.wFilter;
      int to = preparedOffset + matrix(group, 0) + filter * rowLength();
      filter(w, from, prepared, to);
    }
  }

  private void filter(A w, int from, A prepared, int to) {
    for (int tap = 0; tap < layer.taps; tap++) {
      arithmetic.copy(
          w,
          from + tap * layer.wTap,
          layer.wChannel,
          prepared,
          to + matrix(0, shifted(tap)) + row(tap),
          loweredTaps,
          layer.channels);
    }
  }

  /** The shifted tap of a tap. */
  private int shifted(int tap) {
    return tap / loweredTaps % shiftedTaps;
  }

  /** How far into a filter's row a tap stands, for channel 0. */
  private int row(int tap) {
    int outer = tap / loweredTaps / shiftedTaps;
    return outer * layer.channels * loweredTaps + tap % loweredTaps;
  }

  /**
   * The reverse for blocks {@code [first, end)} of {@link Shifts#blocks()}: copies, or adds, their
   * packed gradient to that of a group.
   */
  void unpack(A packed, int packedOffset, int first, int end, boolean add, A dw, int dwOffset) {
    int rows = (end - first) * loweredTaps;
    for (int filter = 0; filter < layer.filters; filter++) {
      for (int tap = 0; tap < layer.taps; tap++) {
        int outer = tap / loweredTaps / shiftedTaps;
        int c0 = Math.max(0, first - outer * layer.channels);
        int n = Math.min(layer.channels, end - outer * layer.channels) - c0;
        int from =
            packedOffset
                + (shifted(tap) * layer.filters + filter) * rows
                + (outer * layer.channels + c0 - first) * loweredTaps
                + tap % loweredTaps;
        int to = dwOffset + filter * layer.wFilter + tap * layer.wTap + c0 * layer.wChannel;
        if (n > 0 && add) {
          arithmetic.add(packed, from, loweredTaps, dw, to, layer.wChannel, n);
        } else if (n > 0) {
          arithmetic.copy(packed, from, loweredTaps, dw, to, layer.wChannel, n);
        }
      }
    }
  }
}
