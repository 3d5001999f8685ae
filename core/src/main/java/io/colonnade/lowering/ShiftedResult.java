package io.colonnade.lowering;

import io.colonnade.Activation;
import io.colonnade.numeric.Arithmetic;

/** Brings the result of {@link Shifts} from planes of elements to the cells of a tensor. */
public final class ShiftedResult {
  private final Shifts shifts;
  private final Phases height;
  private final Phases width;
  private final int channelCells;

  /** The result of these shifts. */
  public ShiftedResult(Shifts shifts) {
    this.shifts = shifts;
    this.height = shifts.height.result;
    this.width = shifts.width.result;
    this.channelCells = shifts.sliceCells() * shifts.slices();
  }

  /**
   * Copies, or adds, one phase of the channels {@code [first, end)} of a tile to its cells; what
   * lies between them in the tile may be cleared.
   *
   * @param tile the channels' rows, {@link Panel#positions} elements each
   * @param firstLine the tile's first line in the panel
   * @param lines lines of the tile
   * @param slice the first of the panel's slices, counted across images
   * @param y the tensor; the group's first channel of the first image is at {@code yOffset}
   * @param imageStep distance between images
   */
  public <A> void unpack(
      Arithmetic<A> arithmetic,
      A tile,
      int tileOffset,
      int phase,
      int first,
      int end,
      Panel panel,
      int firstLine,
      int lines,
      int slice,
      boolean add,
      A y,
      int yOffset,
      int imageStep) {
    int h = phase / shifts.resultColumns;
    int firstRow = panel.firstRow() + firstLine;
    int h0 = height.first(h, firstRow, firstRow + lines);
    int h1 = height.end(h, firstRow, firstRow + lines);
    int line = panel.slices() * panel.stride();
    for (int row = first * shifts.resultRows; row < end * shifts.resultRows; row++) {
      int w = row % shifts.resultRows + phase % shifts.resultColumns;
      int w0 = width.first(w, panel.firstColumn(), panel.endColumn());
      int w1 = width.end(w, panel.firstColumn(), panel.endColumn());
      if (h0 == h1 || w0 == w1) {
        continue;
      }
      int channel = yOffset + row / shifts.resultRows * channelCells;
      int cell = height.cell(h, h0) * width.cells() + width.cell(w, w0);
      int from =
          tileOffset
              + (row - first * shifts.resultRows) * panel.positions(lines)
              + (h0 - firstRow) * line
              + w0
              - panel.firstColumn();
      for (int s = slice; s < slice + panel.slices(); s++) {
        int to = channel + cell + cellsBefore(s, imageStep);
        rows(arithmetic, add, tile, from, panel, y, to, h1 - h0, w1 - w0);
        from += panel.stride();
      }
    }
  }

  private <A> void rows(
      Arithmetic<A> arithmetic,
      boolean add,
      A tile,
      int from,
      Panel panel,
      A y,
      int to,
      int rows,
      int n) {
    int row = height.step() * width.cells();
    int step = width.step();
    int line = panel.slices() * panel.stride();
    if (shifts.isResultRun(panel)) {
      arithmetic.zeroRows(tile, from + n, line, rows - 1, line - n);
      arithmetic.putRows(add, tile, from, 0, 1, y, to, 0, 1, 1, (rows - 1) * line + n);
      return;
    }
    arithmetic.putRows(add, tile, from, line, 1, y, to, row, step, rows, n);
  }

  /**
   * Applies an activation to the cells of a tile, where results are the cells as they lie.
   *
   * @see #unpack
   */
  public <A> void activate(
      Arithmetic<A> arithmetic,
      Activation activation,
      int first,
      int end,
      Panel panel,
      int firstLine,
      int lines,
      int slice,
      A y,
      int yOffset,
      int imageStep) {
    int cell = (panel.firstRow() + firstLine) * width.cells() + panel.firstColumn();
    int n = lines * panel.columns();
    for (int s = slice; s < slice + panel.slices(); s++) {
      int to = yOffset + first * channelCells + cellsBefore(s, imageStep) + cell;
      arithmetic.activate(activation, y, to, channelCells, 1, end - first, n);
    }
  }

  /** How far behind the first slice of the first image a slice starts. */
  private int cellsBefore(int slice, int imageStep) {
    return slice / shifts.slices() * imageStep + slice % shifts.slices() * shifts.sliceCells();
  }

  /**
   * Zeroes the cells that a band, alone of all bands, writes in these channels.
   *
   * @param first the first channel
   * @param end one past the last channel
   * @see #unpack
   */
  public <A> void clear(
      Arithmetic<A> arithmetic,
      int first,
      int end,
      Panel panel,
      int slice,
      A y,
      int yOffset,
      int imageStep) {
    int h0 = height.cellsBefore(panel.firstRow(), shifts.rows());
    int h1 = height.cellsBefore(panel.endRow(), shifts.rows());
    int w0 = width.cellsBefore(panel.firstColumn(), shifts.columns());
    int w1 = width.cellsBefore(panel.endColumn(), shifts.columns());
    for (int channel = first; channel < end; channel++) {
      for (int s = slice; s < slice + panel.slices(); s++) {
        int to = yOffset + channel * channelCells + cellsBefore(s, imageStep);
        arithmetic.zeroRows(y, to + h0 * width.cells() + w0, width.cells(), h1 - h0, w1 - w0);
      }
    }
  }
}
