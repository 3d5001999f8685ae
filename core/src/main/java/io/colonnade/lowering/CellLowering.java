package io.colonnade.lowering;

import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.numeric.Arithmetic;

/**
 * Lowering of channels-last tensors.
 *
 * <p>The walk is over runs: for one position, the channels of a cell lie side by side in X, and,
 * where filters lie last too, in the block; so do the channels of neighbouring cells under
 * neighbouring taps, if there is one group.
 */
final class CellLowering extends Lowering {
  /** Distance between neighbouring cells: the channels of all groups. */
  private final int cell;

  private final int taps;
  private final int tapsInRow;

  CellLowering(ConvolutionProblem problem) {
    super(problem);
    cell = Math.toIntExact(problem.channels());
    taps = tables.taps();
    tapsInRow = tables.width().first.length;
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
      int columnsOffset) {
    walk(arithmetic, true, x, xOffset, firstK, endK, bands, band, columns, columnsOffset);
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
      boolean keep) {
    walk(arithmetic, false, x, xOffset, firstK, endK, bands, band, columns, columnsOffset);
  }

  private <A> void walk(
      Arithmetic<A> arithmetic,
      boolean gather,
      A x,
      int xOffset,
      int firstK,
      int endK,
      Bands bands,
      int band,
      A columns,
      int columnsOffset) {
    int firstTap = channelMajor ? 0 : tap(firstK) / tapsInRow * tapsInRow;
    int endTap = channelMajor ? taps : tap(endK - 1) + 1;
    int at = columnsOffset;
    for (int row = bands.firstRow(band); row < bands.endRow(band); row++) {
      for (int w = bands.firstColumn(band); w < bands.endColumn(band); w++) {
        for (int tap = firstTap; tap < endTap; tap += tapsInRow) {
          int end = Math.min(endTap, tap + tapsInRow);
          tapRow(arithmetic, gather, x, xOffset, row, w, tap, end, firstK, endK, columns, at);
        }
        at += endK - firstK;
      }
    }
  }

  /**
   * The taps {@code [firstTap, endTap)} of one row of the kernel at one position, in runs of
   * neighbouring cells.
   */
  private <A> void tapRow(
      Arithmetic<A> arithmetic,
      boolean gather,
      A x,
      int xOffset,
      int row,
      int w,
      int firstTap,
      int endTap,
      int firstK,
      int endK,
      A columns,
      int at) {
    int line = lineOffset(row, firstTap);
    int tap = firstTap;
    while (tap < endTap) {
      int first = line < 0 ? -1 : tables.width().offset(w, tap - firstTap);
      int end = tap + 1;
      if (!channelMajor && cell == channels) {
        while (end < endTap && follows(line, w, first, tap, end, firstTap)) {
          end++;
        }
      }
      int from = first < 0 ? -1 : xOffset + (line + first) * cell;
      run(arithmetic, gather, x, from, tap, end, firstK, endK, columns, at);
      tap = end;
    }
  }

  /**
   * Whether tap {@code end} reads the cell that follows those read from tap {@code tap} on, or all
   * read zeros.
   */
  private boolean follows(int line, int w, int first, int tap, int end, int firstTap) {
    return line < 0
        || tables.width().offset(w, end - firstTap) == (first < 0 ? -1 : first + end - tap);
  }

  /**
   * Where the line of cells starts that the kernel row of {@code tap} reads at output row {@code
   * row}; −1 for zeros.
   */
  private int lineOffset(int row, int tap) {
    AxisTable height = tables.height();
    int above = row / height.output;
    int start = tables.outerOffset(above, tap);
    int line = height.offset(row - above * height.output, height.tap[tap]);
    return start < 0 || line < 0 ? -1 : start + line;
  }

  /**
   * Moves the channels of taps {@code [tap, endTap)} that lie among matrix rows {@code [firstK,
   * endK)}.
   */
  private <A> void run(
      Arithmetic<A> arithmetic,
      boolean gather,
      A x,
      int from,
      int tap,
      int endTap,
      int firstK,
      int endK,
      A columns,
      int at) {
    int step = channelMajor ? taps : 1;
    int start = channelMajor ? tap : tap * channels;
    int size = channelMajor ? channels : (endTap - tap) * channels;
    int first = Math.max(0, ceilDiv(firstK - start, step));
    int n = Math.min(size, ceilDiv(endK - start, step)) - first;
    int to = at + start + first * step - firstK;
    if (n <= 0) {
      return;
    }
    if (from < 0 && gather) {
      arithmetic.zeroRows(columns, to, step, step == 1 ? 1 : n, step == 1 ? n : 1);
    } else if (from >= 0 && gather) {
      arithmetic.copy(x, from + first, 1, columns, to, step, n);
    } else if (from >= 0) {
      arithmetic.add(columns, to, step, x, from + first, 1, n);
    }
  }

  private static int ceilDiv(int a, int b) {
    return -Math.floorDiv(-a, b);
  }
}
