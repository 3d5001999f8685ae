package io.colonnade.lowering;

import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.PaddingMode;
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

  /** Whether the channels under neighbouring taps lie side by side, both in X and in a block. */
  private final boolean neighbours;

  private final Axis width;

  CellLowering(ConvolutionProblem problem) {
    super(problem);
    cell = Math.toIntExact(problem.channels());
    taps = tables.taps();
    tapsInRow = tables.width().first.length;
    width = problem.window().axis(problem.window().rank() - 1);
    neighbours =
        width.dilation() == 1
            && problem.paddingMode() == PaddingMode.ZEROS
            && problem.groups() == 1
            && !channelMajor;
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
      int row,
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
    int firstW = bands.firstColumn(band);
    int endW = bands.endColumn(band);
    int inside = neighbours ? clamp(width.firstOutput(0), firstW, endW) : endW;
    int endInside = neighbours ? clamp(width.endOutput(tapsInRow - 1L), inside, endW) : endW;
    int depth = endK - firstK;
    int at = columnsOffset;
    for (int row = bands.firstRow(band); row < bands.endRow(band); row++) {
      for (int tap = firstTap; tap < endTap; tap += tapsInRow) {
        int line = lineOffset(row, tap);
        int end = Math.min(endTap, tap + tapsInRow);
        int runs = line < 0 ? endW : inside;
        int endRuns = line < 0 ? endW : endInside;
        for (int w = firstW; w < endW; w++) {
          int to = at + (w - firstW) * depth;
          if (w < runs || w >= endRuns) {
            tapRow(arithmetic, gather, x, xOffset, line, w, tap, end, firstK, endK, columns, to);
          }
        }
        if (runs < endRuns) {
          int from = xOffset + (line + tables.width().offset(runs, 0)) * cell;
          int to = at + (runs - firstW) * depth;
          int n = endRuns - runs;
          runs(arithmetic, gather, x, from, n, tap, end, firstK, endK, columns, to);
        }
      }
      at += (endW - firstW) * depth;
    }
  }

  /**
   * The neighbouring taps {@code [firstTap, endTap)} of one row of the kernel at {@code positions}
   * neighbouring positions, all of whose cells are input.
   *
   * @param from where the first cell of the first position lies
   */
  private <A> void runs(
      Arithmetic<A> arithmetic,
      boolean gather,
      A x,
      int from,
      int positions,
      int firstTap,
      int endTap,
      int firstK,
      int endK,
      A columns,
      int at) {
    int start = firstTap * channels;
    int first = Math.max(0, firstK - start);
    int n = Math.min(endTap * channels, endK) - start - first;
    int step = (int) width.stride() * cell;
    int to = at + start + first - firstK;
    int depth = endK - firstK;
    if (gather) {
      arithmetic.copyRows(x, from + first, step, 1, columns, to, depth, 1, positions, n);
    } else {
      arithmetic.addRows(columns, to, depth, 1, x, from + first, step, 1, positions, n);
    }
  }

  private static int clamp(long value, int low, int high) {
    return (int) Math.max(low, Math.min(high, value));
  }

  /**
   * The taps {@code [firstTap, endTap)} of one row of the kernel at one position, in runs of
   * neighbouring cells.
   *
   * @param line where the line of cells starts that they read, −1 for zeros
   */
  private <A> void tapRow(
      Arithmetic<A> arithmetic,
      boolean gather,
      A x,
      int xOffset,
      int line,
      int w,
      int firstTap,
      int endTap,
      int firstK,
      int endK,
      A columns,
      int at) {
    if (neighbours) {
      int begin = line < 0 ? endTap : Math.min(endTap, firstTap + (int) width.firstTap(w));
      int end = Math.max(begin, Math.min(endTap, firstTap + (int) width.endTap(w)));
      run(arithmetic, gather, x, -1, firstTap, begin, firstK, endK, columns, at);
      if (begin < end) {
        int from = xOffset + (line + tables.width().offset(w, begin - firstTap)) * cell;
        run(arithmetic, gather, x, from, begin, end, firstK, endK, columns, at);
      }
      run(arithmetic, gather, x, -1, end, endTap, firstK, endK, columns, at);
      return;
    }
    for (int tap = firstTap; tap < endTap; tap++) {
      int offset = line < 0 ? -1 : tables.width().offset(w, tap - firstTap);
      int from = offset < 0 ? -1 : xOffset + (line + offset) * cell;
      run(arithmetic, gather, x, from, tap, tap + 1, firstK, endK, columns, at);
    }
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

  @Override
  public double gathered() {
    return 0;
  }

  @Override
  public int runLength() {
    return neighbours ? tapsInRow * channels : channels;
  }
}
