package io.colonnade.gemm.shift;

import io.colonnade.gemm.pass.Layer;
import io.colonnade.gemm.pass.Preparation;
import io.colonnade.gemm.pass.Setting;
import io.colonnade.lowering.Shifts;
import io.colonnade.numeric.Arithmetic;

/**
 * Filters packed for products by {@linkplain Shifts shifts}: for each group and shifted tap a
 * matrix of terms × result rows, in panels of as many rows as a tile has, in which the rows of a
 * term lie side by side, so that a product reads neighbouring elements.
 *
 * <p>In the convolution the rows are filters, and the terms taps of the outer axes, channels and
 * taps of a lowered width. In the adjoint the rows are channels and taps of a lowered width, and
 * the terms filters and taps of the outer axes.
 */
final class FilterPacking<A> implements Preparation<A> {
  /** Elements packed at a time. */
  private static final int BLOCK = 16;

  /** Time for one element. */
  private static final double NANOS = 1;

  private final Layer layer;
  private final Arithmetic<A> arithmetic;
  private final Shifts shifts;
  private final boolean forward;
  private final int panel;
  private final int channels;
  private final int loweredTaps;
  private final int outerTaps;
  private final int tasks;

  /**
   * Makes the packing ready.
   *
   * @param panel channels of the result in a panel
   */
  FilterPacking(Setting<A> setting, Layer layer, Shifts shifts, boolean forward, int panel) {
    this.layer = layer;
    this.arithmetic = setting.arithmetic();
    this.shifts = shifts;
    this.forward = forward;
    this.panel = panel;
    this.channels = forward ? layer.filters : layer.channels;
    this.loweredTaps = shifts.sourceRows() * shifts.resultRows();
    this.outerTaps = layer.taps / shifts.taps() / loweredTaps;
    this.tasks = Math.min(setting.threads(), layer.groups * panels());
  }

  @Override
  public long elements() {
    return (long) layer.groups * layer.filters * layer.depth;
  }

  @Override
  public int tasks() {
    return tasks;
  }

  @Override
  public double nanos() {
    return elements() * NANOS / tasks;
  }

  /** The number of panels. */
  int panels() {
    return (channels + panel - 1) / panel;
  }

  /** The first channel of panel {@code i}; all channels where there is no such panel. */
  int channel(int i) {
    return Math.min(channels, i * panel);
  }

  private int terms() {
    return shifts.blocks() * shifts.sourceRows();
  }

  /** Where in a panel of the matrix of a shifted tap the terms from {@code term} on start. */
  int offset(int group, int tap, int i, int term) {
    int matrix = (group * shifts.taps() + tap) * layer.filters * (layer.depth / shifts.taps());
    int rows = (channel(i + 1) - channel(i)) * shifts.resultRows();
    return matrix + channel(i) * shifts.resultRows() * terms() + term * rows;
  }

  @Override
  public void run(int task, A w, int wOffset, A prepared, int preparedOffset) {
    int units = layer.groups * panels();
    int end = Layer.part(task + 1, tasks, units);
    for (int unit = Layer.part(task, tasks, units); unit < end; unit++) {
      int group = unit / panels();
      int from = wOffset + layer.w(group);
      if (forward) {
        filters(group, unit % panels(), w, from, prepared, preparedOffset);
      } else {
        channels(group, unit % panels(), w, from, prepared, preparedOffset);
      }
    }
  }

  /** A panel of filters, by blocks of channels, whose taps lie close together in W. */
  private void filters(int group, int i, A w, int from, A prepared, int to) {
    int first = channel(i);
    int rows = channel(i + 1) - first;
    for (int c = 0; c < layer.channels; c += BLOCK) {
      for (int tap = 0; tap < layer.taps; tap++) {
        int term = (outer(tap) * layer.channels + c) * loweredTaps + tap % loweredTaps;
        arithmetic.copyRows(
            w,
            from + first * layer.wFilter + c * layer.wChannel + tap * layer.wTap,
            layer.wFilter,
            layer.wChannel,
            prepared,
            to + offset(group, shifted(tap), i, term),
            1,
            loweredTaps * rows,
            rows,
            Math.min(BLOCK, layer.channels - c));
      }
    }
  }

  /** A panel of channels, filter by filter. */
  private void channels(int group, int i, A w, int from, A prepared, int to) {
    int first = channel(i);
    int count = channel(i + 1) - first;
    for (int filter = 0; filter < layer.filters; filter++) {
      for (int tap = 0; tap < layer.taps; tap++) {
        arithmetic.copy(
            w,
            from + filter * layer.wFilter + first * layer.wChannel + tap * layer.wTap,
            layer.wChannel,
            prepared,
            to
                + offset(group, shifted(tap), i, filter * outerTaps + outer(tap))
                + tap % loweredTaps,
            loweredTaps,
            count);
      }
    }
  }

  /** The shifted tap of a tap. */
  private int shifted(int tap) {
    return tap / loweredTaps % shifts.taps();
  }

  /** The tap of the outer axes of a tap. */
  private int outer(int tap) {
    return tap / loweredTaps / shifts.taps();
  }
}
