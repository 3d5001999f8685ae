package io.colonnade.lowering;

import io.colonnade.numeric.Arithmetic;
import io.colonnade.numeric.Slots;

/**
 * Both ways between small planes and the im2col matrix by way of a stage. That has a plane for each
 * column of taps: the cells as the output positions see them, row by row, with zeros where they see
 * padding. The matrix row of a tap is a run of the plane of its column, which starts with the row
 * that the first output row sees. So edges are cleared, and cells under a stride gathered, once for
 * a column of taps, and matrix rows are moved in whole runs.
 *
 * <p>Under a stride, the rows of a plane that different taps see follow each other phase by phase.
 * Matrix rows have to be in the order of channels, then taps.
 */
final class StagedPlanes {
  private final Tables tables;
  private final AxisTable height;
  private final AxisTable width;
  private final int columnTaps;
  private final int planeTaps;

  /** The phases of rows, and by how many rows the taps of each see more than there are outputs. */
  private final int phases;

  private final int[] span;
  private final int spans;

  /** For each row of taps, its phase, and how many rows more precede its run than phases do. */
  private final int[] phase;

  private final int[] shift;

  StagedPlanes(Tables tables) {
    this.tables = tables;
    height = tables.height();
    width = tables.width();
    columnTaps = width.first.length;
    int rowTaps = height.first.length;
    planeTaps = rowTaps * columnTaps;
    phases = Math.min(rowTaps, height.repeat);
    span = new int[phases];
    phase = new int[rowTaps];
    shift = new int[rowTaps];
    int before = 0;
    for (int p = 0; p < phases; p++) {
      for (int kh = p; kh < rowTaps; kh += phases) {
        phase[kh] = p;
        span[p] = (int) Math.min(Stage.CAPACITY, (long) (kh / phases) * height.shift);
        shift[kh] = before + span[p];
      }
      before = Math.min(Stage.CAPACITY, before + span[p]);
    }
    spans = before;
  }

  /** Whether there is room for a band, and taps of a column share cells. */
  boolean serve(Bands bands, int band, boolean gather) {
    int rows = Math.min(height.output, bands.endRow(band) - bands.firstRow(band));
    int columns = bands.endColumn(band) - bands.firstColumn(band);
    int most = gather ? Stage.CAPACITY : Slots.CAPACITY;
    return phase.length > phases
        && height.shift < rows
        && (long) columnTaps * columns * ((long) phases * rows + spans) <= most;
  }

  /**
   * Writes rows {@code [firstK, endK)} of the matrix, or adds them to the cells that they came
   * from.
   *
   * @param gather whether the matrix is written
   * @param length from one matrix row to the next
   */
  <A> void walk(
      Arithmetic<A> arithmetic,
      boolean gather,
      A x,
      int xOffset,
      int firstK,
      int endK,
      Bands bands,
      int band,
      A matrix,
      int matrixOffset,
      int length) {
    Stage<A> stage = Stage.take(arithmetic.type());
    stage.firstColumn = bands.firstColumn(band);
    stage.columns = bands.endColumn(band) - stage.firstColumn;
    int next;
    for (int k = firstK; k < endK; k = next) {
      int tap = k % tables.taps();
      int first = tap % planeTaps;
      int end = Math.min(planeTaps, first + endK - k);
      next = k + end - first;
      int channel = xOffset + k / tables.taps() * tables.cells();
      int at = matrixOffset + (k - firstK) * length;
      for (int row = bands.firstRow(band); row < bands.endRow(band); row += stage.rows) {
        int above = row / height.output;
        stage.firstRow = row - above * height.output;
        stage.rows = Math.min(height.output - stage.firstRow, bands.endRow(band) - row);
        stage.plane = stage.columns * (phases * stage.rows + spans);
        int plane = tables.outerOffset(above, tap);
        int run = stage.rows * stage.columns;
        if (plane >= 0 && gather) {
          gather(arithmetic, x, channel + plane, stage, first, end, matrix, at, length);
        } else if (plane >= 0) {
          scatter(arithmetic, x, channel + plane, stage, first, end, matrix, at, length);
        } else if (gather) {
          arithmetic.zeroRows(matrix, at, length, end - first, run);
        }
        at += run;
      }
    }
    stage.release();
  }

  private <A> void gather(
      Arithmetic<A> arithmetic,
      A x,
      int plane,
      Stage<A> stage,
      int firstTap,
      int endTap,
      A matrix,
      int matrixOffset,
      int length) {
    boolean all = endTap - firstTap >= columnTaps;
    for (int kw = 0; kw < columnTaps; kw++) {
      if (isAmong(kw, firstTap, endTap)) {
        fill(arithmetic, x, plane, stage, kw, all);
      }
    }
    int run = stage.rows * stage.columns;
    int kh = firstTap / columnTaps;
    int kw = firstTap - kh * columnTaps;
    int first = first(stage, kh);
    int to = matrixOffset;
    for (int tap = firstTap; tap < endTap; tap++) {
      arithmetic.copy(stage.array, first + kw * stage.plane, 1, matrix, to, 1, run);
      to += length;
      kw++;
      if (kw == columnTaps && tap + 1 < endTap) {
        kw = 0;
        kh++;
        first = first(stage, kh);
      }
    }
  }

  private <A> void scatter(
      Arithmetic<A> arithmetic,
      A x,
      int plane,
      Stage<A> stage,
      int firstTap,
      int endTap,
      A matrix,
      int matrixOffset,
      int length) {
    boolean all = endTap - firstTap >= columnTaps;
    arithmetic.zero(stage.array, 0, columnTaps * stage.plane);
    int run = stage.rows * stage.columns;
    for (int tap = firstTap; tap < endTap; tap++) {
      int from = matrixOffset + (tap - firstTap) * length;
      int to = first(stage, tap / columnTaps) + tap % columnTaps * stage.plane;
      stage.add(arithmetic, matrix, from, to, run);
    }
    for (int kw = columnTaps - 1; kw >= 0; kw--) {
      if (isAmong(kw, firstTap, endTap)) {
        drain(arithmetic, x, plane, stage, kw, all);
      }
    }
  }

  /** Whether one of some taps is in a column. */
  private boolean isAmong(int kw, int firstTap, int endTap) {
    return (kw - firstTap % columnTaps + columnTaps) % columnTaps < endTap - firstTap;
  }

  /** Where the run of a row of taps starts in a plane of the stage. */
  private int first(Stage<?> stage, int kh) {
    return (phase[kh] * stage.rows + shift[kh]) * stage.columns;
  }

  /** Brings the cells that a column of taps sees to its plane. */
  private <A> void fill(
      Arithmetic<A> arithmetic, A x, int plane, Stage<A> stage, int kw, boolean all) {
    int at = kw * stage.plane;
    int columns = stage.columns;
    int seen = width.stride == 1 ? 0 : seen(stage, kw, all);
    if (seen > 0) {
      int from = at - width.repeat * stage.plane + width.shift;
      arithmetic.copy(stage.array, from, 1, stage.array, at, 1, stage.plane - width.shift);
    }
    int w0 = clamp(width.first[kw] - stage.firstColumn, seen, columns);
    int w1 = clamp(width.end[kw] - stage.firstColumn, w0, columns);
    for (int p = 0; p < phases; p++) {
      int count = stage.rows + span[p];
      int r0 = clamp(height.firstInside[p] - stage.firstRow, 0, count);
      int r1 = w0 == w1 ? r0 : clamp(height.endInside[p] - stage.firstRow, r0, count);
      int first = at + r0 * columns;
      arithmetic.zeroRows(stage.array, at + seen, columns, r0, columns - seen);
      if (r0 < r1) {
        int cell = plane + cell(stage, p, r0, kw, w0);
        if (isSeamless(columns)) {
          int n = (r1 - r0 - 1) * columns + w1 - w0;
          arithmetic.copy(x, cell, 1, stage.array, first + w0, 1, n);
        } else {
          int to = first + w0;
          arithmetic.copyRows(
              x,
              cell,
              height.rowStride,
              width.stride,
              stage.array,
              to,
              columns,
              1,
              r1 - r0,
              w1 - w0);
        }
        clear(arithmetic, stage, first, r1 - r0, seen, w0);
        clear(arithmetic, stage, first, r1 - r0, w1, columns);
      }
      at += r1 * columns;
      arithmetic.zeroRows(stage.array, at + seen, columns, count - r1, columns - seen);
      at += (count - r1) * columns;
    }
  }

  /** Adds the plane of a column of taps to the cells that it sees, or that of an earlier column. */
  private <A> void drain(
      Arithmetic<A> arithmetic, A x, int plane, Stage<A> stage, int kw, boolean all) {
    int at = kw * stage.plane;
    int columns = stage.columns;
    int seen = seen(stage, kw, all);
    int w0 = clamp(width.first[kw] - stage.firstColumn, seen, columns);
    int w1 = clamp(width.end[kw] - stage.firstColumn, w0, columns);
    int first = at;
    for (int p = 0; p < phases; p++) {
      int count = stage.rows + span[p];
      int r0 = clamp(height.firstInside[p] - stage.firstRow, 0, count);
      int r1 = w0 == w1 ? r0 : clamp(height.endInside[p] - stage.firstRow, r0, count);
      if (r0 < r1) {
        int row = first + r0 * columns;
        int cell = plane + cell(stage, p, r0, kw, w0);
        if (seen == 0 && isSeamless(columns)) {
          clear(arithmetic, stage, row, r1 - r0, 0, w0);
          clear(arithmetic, stage, row, r1 - r0, w1, columns);
          int n = (r1 - r0 - 1) * columns + w1 - w0;
          arithmetic.add(stage.array, row + w0, 1, x, cell, 1, n);
        } else if (w1 - w0 == 1) {
          arithmetic.add(stage.array, row + w0, columns, x, cell, height.rowStride, r1 - r0);
        } else {
          arithmetic.addRows(
              stage.array,
              row + w0,
              columns,
              1,
              x,
              cell,
              height.rowStride,
              width.stride,
              r1 - r0,
              w1 - w0);
        }
      }
      first += count * columns;
    }
    if (seen > 0) {
      clear(arithmetic, stage, at, stage.plane / columns, seen, columns);
      int to = at - width.repeat * stage.plane + width.shift;
      stage.add(arithmetic, stage.array, at, to, stage.plane - width.shift);
    }
  }

  /** How many positions of a row see cells that those of an earlier column of taps see, too. */
  private int seen(Stage<?> stage, int kw, boolean all) {
    boolean any = all && kw >= width.repeat && width.shift < stage.columns;
    return any ? stage.columns - width.shift : 0;
  }

  /** The cell of a plane of the input that a row of a phase has at a position. */
  private int cell(Stage<?> stage, int p, int row, int kw, int w) {
    return height.offset(stage.firstRow + row, p) + width.offset(stage.firstColumn + w, kw);
  }

  /** Whether neighbouring rows of a plane of the stage are neighbours in the input. */
  private boolean isSeamless(int columns) {
    return width.stride == 1 && height.rowStride == columns;
  }

  /** Zeroes some columns of some rows. */
  private static <A> void clear(
      Arithmetic<A> arithmetic, Stage<A> stage, int first, int rows, int begin, int end) {
    arithmetic.zeroRows(stage.array, first + begin, stage.columns, rows, end - begin);
  }

  private static int clamp(int value, int low, int high) {
    return Math.max(low, Math.min(high, value));
  }
}
