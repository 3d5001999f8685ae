package io.colonnade.lowering;

import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.PaddingMode;
import io.colonnade.numeric.AlignedArray;
import io.colonnade.numeric.Arithmetic;

/**
 * Lowering of channels-first tensors.
 *
 * <p>The walk is over rectangles: for one matrix row and one index of the outer axes, the output
 * positions of the last two axes whose tap lies in the input form a rectangle, and so do the cells
 * that they read.
 */
final class PlaneLowering extends Lowering {
  /** From so many positions on it is faster to copy a part of a row than to gather it. */
  private static final int LEAST_COPIED = 6;

  private final AxisTable height;
  private final AxisTable width;
  private final boolean zeros;
  private final boolean onLines;
  private final StagedPlanes staged;

  PlaneLowering(ConvolutionProblem problem, boolean onLines) {
    super(problem);
    height = tables.height();
    width = tables.width();
    zeros = problem.paddingMode() == PaddingMode.ZEROS;
    this.onLines = onLines;
    staged = new StagedPlanes(tables);
  }

  /** Rows shorter than a line are not worth one. */
  @Override
  public int rowLength(int positions) {
    boolean padded = onLines && positions >= AlignedArray.LINE;
    return padded ? (int) AlignedArray.oddLines(positions) : positions;
  }

  @Override
  public long positions(long elements) {
    long lines = elements / AlignedArray.LINE;
    return onLines && lines > 0 ? (lines - 1 | 1) * AlignedArray.LINE : elements;
  }

  @Override
  public <A> void im2col(
      Arithmetic<A> arithmetic,
      A x,
      int xOffset,
      int firstK,
      int endK,
      Bands bands,
      int band,
      A columns,
      int columnsOffset,
      int row) {
    walk(
        arithmetic, true, true, x, xOffset, firstK, endK, bands, band, columns, columnsOffset, row);
  }

  @Override
  public <A> void col2im(
      Arithmetic<A> arithmetic,
      A x,
      int xOffset,
      int firstK,
      int endK,
      Bands bands,
      int band,
      A columns,
      int columnsOffset,
      int row,
      boolean keep) {
    walk(
        arithmetic,
        false,
        keep,
        x,
        xOffset,
        firstK,
        endK,
        bands,
        band,
        columns,
        columnsOffset,
        row);
  }

  @Override
  public double gathered() {
    return width.stride == 1 ? 0 : height.distinct() * width.distinct();
  }

  @Override
  public int runLength() {
    return width.output;
  }

  @Override
  public int runLength(Bands bands, boolean gather) {
    boolean whole = zeros && isSeamless(bands.endColumn(0) - bands.firstColumn(0));
    return whole || isStaged(bands, 0, gather) ? bands.positions(0) : width.output;
  }

  private boolean isStaged(Bands bands, int band, boolean gather) {
    return zeros && channelMajor && staged.serve(bands, band, gather);
  }

  private <A> void walk(
      Arithmetic<A> arithmetic,
      boolean gather,
      boolean keep,
      A x,
      int xOffset,
      int firstK,
      int endK,
      Bands bands,
      int band,
      A columns,
      int columnsOffset,
      int length) {
    if (isStaged(bands, band, gather)) {
      staged.walk(
          arithmetic,
          gather,
          x,
          xOffset,
          firstK,
          endK,
          bands,
          band,
          columns,
          columnsOffset,
          length);
      return;
    }
    int endRow = bands.endRow(band);
    int firstW = bands.firstColumn(band);
    int endW = bands.endColumn(band);
    for (int k = firstK; k < endK; k++) {
      int at = columnsOffset + (k - firstK) * length;
      int plane = xOffset + channel(k) * tables.cells();
      int tap = tap(k);
      for (int row = bands.firstRow(band); row < endRow; ) {
        int above = row / height.output;
        int firstH = row - above * height.output;
        int endH = Math.min(height.output, firstH + endRow - row);
        int start = tables.outerOffset(above, tap);
        if (start < 0) {
          outside(arithmetic, gather, columns, at, (endH - firstH) * (endW - firstW));
        } else if (!zeros) {
          rows(arithmetic, gather, x, plane + start, tap, firstH, endH, firstW, endW, columns, at);
        } else if (gather) {
          gather(
              arithmetic,
              x,
              plane + start,
              tap,
              k - firstK,
              length,
              firstH,
              endH,
              firstW,
              endW,
              columns,
              at);
        } else {
          scatter(arithmetic, keep, x, plane + start, tap, firstH, endH, firstW, endW, columns, at);
        }
        at += (endH - firstH) * (endW - firstW);
        row += endH - firstH;
      }
    }
  }

  private static <A> void outside(
      Arithmetic<A> arithmetic, boolean gather, A columns, int at, int n) {
    if (gather) {
      arithmetic.zero(columns, at, n);
    }
  }

  /**
   * Writes the rows {@code [firstH, endH)} of one matrix row. What an earlier matrix row has is
   * copied from there: whole rows, and, where the cells of a row lie apart, parts of rows.
   *
   * @param done matrix rows of the block that have been written yet
   * @param length from one matrix row to the next
   */
  private <A> void gather(
      Arithmetic<A> arithmetic,
      A x,
      int plane,
      int tap,
      int done,
      int length,
      int firstH,
      int endH,
      int firstW,
      int endW,
      A columns,
      int at) {
    int n = endW - firstW;
    int h = firstH;
    int back = isSeamless(n) ? 0 : distance(height, tap, done);
    if (back > 0 && height.shift < endH - firstH) {
      h = endH - height.shift;
      int from = at - back * length + height.shift * n;
      arithmetic.copy(columns, from, 1, columns, at, 1, (h - firstH) * n);
    }
    int rest = at + (h - firstH) * n;
    int w = firstW;
    back = width.stride == 1 || n < LEAST_COPIED ? 0 : distance(width, tap, done);
    if (back > 0 && width.shift < n) {
      w = endW - width.shift;
      int from = rest - back * length + width.shift;
      arithmetic.copy(columns, from, 1, columns, rest, 1, (endH - h) * n - width.shift);
    }
    gather(arithmetic, x, plane, tap, h, endH, w, endW, n, columns, rest + w - firstW);
  }

  /**
   * How many matrix rows before that of {@code tap} the row of a tap lies that reads the same cells
   * along an axis; 0 where there is none in the block.
   */
  private int distance(AxisTable axis, int tap, int done) {
    if (axis.tap[tap] < axis.repeat) {
      return 0;
    }
    int rows = channelMajor ? axis.repeatTaps : axis.repeatTaps * channels;
    return rows <= done ? rows : 0;
  }

  /** Writes a rectangle of one matrix row, in which rows lie {@code pitch} positions apart. */
  private <A> void gather(
      Arithmetic<A> arithmetic,
      A x,
      int plane,
      int tap,
      int firstH,
      int endH,
      int firstW,
      int endW,
      int pitch,
      A columns,
      int at) {
    int kh = height.tap[tap];
    int kw = width.tap[tap];
    int h0 = clamp(height.first[kh], firstH, endH);
    int h1 = clamp(height.end[kh], h0, endH);
    int w0 = clamp(width.first[kw], firstW, endW);
    int w1 = clamp(width.end[kw], w0, endW);
    int n = endW - firstW;
    if (h0 == h1 || w0 == w1) {
      arithmetic.zeroRows(columns, at, pitch, endH - firstH, n);
      return;
    }
    arithmetic.zeroRows(columns, at, pitch, h0 - firstH, n);
    arithmetic.zeroRows(columns, at + (h1 - firstH) * pitch, pitch, endH - h1, n);
    int source = plane + height.offset(h0, kh) + width.offset(w0, kw);
    int row = at + (h0 - firstH) * pitch;
    int first = row + w0 - firstW;
    if (n == pitch && isSeamless(n)) {
      arithmetic.copy(x, source, 1, columns, first, 1, (h1 - h0 - 1) * n + w1 - w0);
    } else if (w1 - w0 == 1) {
      arithmetic.copy(x, source, height.rowStride, columns, first, pitch, h1 - h0);
    } else {
      arithmetic.copyRows(
          x, source, height.rowStride, width.stride, columns, first, pitch, 1, h1 - h0, w1 - w0);
    }
    arithmetic.zeroRows(columns, row, pitch, h1 - h0, w0 - firstW);
    arithmetic.zeroRows(columns, row + w1 - firstW, pitch, h1 - h0, endW - w1);
  }

  /** Adds the rows {@code [firstH, endH)} of one matrix row to the cells that they came from. */
  private <A> void scatter(
      Arithmetic<A> arithmetic,
      boolean keep,
      A x,
      int plane,
      int tap,
      int firstH,
      int endH,
      int firstW,
      int endW,
      A columns,
      int at) {
    int kh = height.tap[tap];
    int kw = width.tap[tap];
    int h0 = clamp(height.first[kh], firstH, endH);
    int h1 = clamp(height.end[kh], h0, endH);
    int w0 = clamp(width.first[kw], firstW, endW);
    int w1 = clamp(width.end[kw], w0, endW);
    int n = endW - firstW;
    if (h0 == h1 || w0 == w1) {
      return;
    }
    int target = plane + height.offset(h0, kh) + width.offset(w0, kw);
    int row = at + (h0 - firstH) * n;
    int first = row + w0 - firstW;
    boolean sides = w0 > firstW || w1 < endW;
    if (isSeamless(n) && !(keep && sides)) {
      zeroSides(arithmetic, columns, row, n, h1 - h0, w0 - firstW, w1 - firstW);
      arithmetic.add(columns, first, 1, x, target, 1, (h1 - h0 - 1) * n + w1 - w0);
    } else {
      arithmetic.addRows(
          columns, first, n, 1, x, target, height.rowStride, width.stride, h1 - h0, w1 - w0);
    }
  }

  /**
   * Whether the cells that neighbouring rows of {@code n} positions read follow each other as the
   * positions do, so that one run serves all rows; it then touches the positions at the sides too,
   * whose values are 0.
   */
  private boolean isSeamless(int n) {
    return width.stride == 1 && height.rowStride == n;
  }

  /** Zeroes the positions of each row outside {@code [begin, end)}. */
  private static <A> void zeroSides(
      Arithmetic<A> arithmetic, A columns, int first, int n, int rows, int begin, int end) {
    if (begin > 0) {
      arithmetic.zeroRows(columns, first, n, rows, begin);
    }
    if (end < n) {
      arithmetic.zeroRows(columns, first + end, n, rows, n - end);
    }
  }

  /**
   * Both ways where the padding repeats the input: row by row, and cell by cell in the padding of a
   * row.
   */
  private <A> void rows(
      Arithmetic<A> arithmetic,
      boolean gather,
      A x,
      int plane,
      int tap,
      int firstH,
      int endH,
      int firstW,
      int endW,
      A columns,
      int at) {
    int kh = height.tap[tap];
    int kw = width.tap[tap];
    int w0 = clamp(width.first[kw], firstW, endW);
    int w1 = clamp(width.end[kw], w0, endW);
    for (int h = firstH; h < endH; h++) {
      int source = plane + height.offset(h, kh);
      int row = at + (h - firstH) * (endW - firstW) - firstW;
      for (int w = firstW; w < w0; w++) {
        move(arithmetic, gather, x, source + width.offset(w, kw), 1, columns, row + w, 1);
      }
      if (w0 < w1) {
        move(
            arithmetic,
            gather,
            x,
            source + width.offset(w0, kw),
            width.stride,
            columns,
            row + w0,
            w1 - w0);
      }
      for (int w = w1; w < endW; w++) {
        move(arithmetic, gather, x, source + width.offset(w, kw), 1, columns, row + w, 1);
      }
    }
  }

  private static <A> void move(
      Arithmetic<A> arithmetic, boolean gather, A x, int cell, int step, A columns, int at, int n) {
    if (gather) {
      arithmetic.copy(x, cell, step, columns, at, 1, n);
    } else {
      arithmetic.add(columns, at, 1, x, cell, step, n);
    }
  }

  private static int clamp(int value, int low, int high) {
    return Math.max(low, Math.min(high, value));
  }
}
