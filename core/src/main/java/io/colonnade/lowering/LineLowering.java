package io.colonnade.lowering;

import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.numeric.AlignedArray;
import io.colonnade.numeric.Arithmetic;

/**
 * Lowering along the width alone (Cho and Brand 2017), of channels-first planes in zeros: of each
 * input row one line, which holds, tap by tap of the width and of these channel by channel, what
 * the output positions of a row see.
 *
 * <p>The columns of an output row are the lines of the input rows that its window covers, one after
 * the other: what is lowered once serves all rows of the kernel. Immutable.
 */
public final class LineLowering {
  private final Axis rows;
  private final AxisTable width;
  private final int channels;
  private final int pitch;
  private final int cells;
  private final int row;

  /** The lowering of a group of a problem of two axes. */
  public LineLowering(ConvolutionProblem problem) {
    Tables tables = Tables.of(problem.window(), problem.paddingMode());
    rows = problem.window().axis(0);
    width = tables.width();
    channels = Math.toIntExact(problem.channelsPerGroup());
    pitch = Math.toIntExact(problem.window().axis(1).input());
    cells = tables.cells();
    row = Math.toIntExact(row(problem));
  }

  /** Elements of a line. */
  public static long line(ConvolutionProblem problem) {
    return problem.channelsPerGroup() * problem.window().axis(1).kernel() * row(problem);
  }

  private static long row(ConvolutionProblem problem) {
    return AlignedArray.wholeLines(problem.window().axis(1).output());
  }

  /**
   * From a tap of a channel to the next: so many elements, of which the positions are the first.
   */
  public int row() {
    return row;
  }

  /** The part of a line whose elements are gathered one by one, a step apart. */
  public double gathered() {
    return width.stride == 1 ? 0 : width.distinct();
  }

  /**
   * Writes lines.
   *
   * @param x the group's first channel is at {@code xOffset}
   * @param firstRow the output row whose window begins with the first line
   * @param lines how many lines
   * @param dst receives them, from {@code dstOffset} on
   */
  public <A> void lower(
      Arithmetic<A> arithmetic, A x, int xOffset, int firstRow, int lines, A dst, int dstOffset) {
    long top = rows.inputIndex(firstRow, 0);
    int taps = width.first.length;
    int line = taps * channels * row;
    for (int l = 0; l < lines; l++) {
      int to = dstOffset + l * line;
      if (top + l < 0 || top + l >= rows.input()) {
        arithmetic.zero(dst, to, line);
        continue;
      }
      int from = xOffset + (int) (top + l) * pitch;
      for (int k = 0; k < taps; k++) {
        for (int c = 0; c < channels; c++) {
          tap(arithmetic, x, from + c * cells, k, dst, to + (k * channels + c) * row);
        }
      }
    }
  }

  /** What a tap sees of an input row; what an earlier tap has seen is copied from there. */
  private <A> void tap(Arithmetic<A> arithmetic, A x, int from, int k, A dst, int to) {
    int n = width.output;
    int w = 0;
    if (width.stride > 1 && k >= width.repeat && width.shift < n) {
      w = n - width.shift;
      int seen = to - width.repeat * channels * row + width.shift;
      arithmetic.copy(dst, seen, 1, dst, to, 1, w);
    }
    int first = Math.max(w, Math.min(n, width.first[k]));
    int end = Math.max(first, Math.min(n, width.end[k]));
    arithmetic.zero(dst, to + w, first - w);
    if (first < end) {
      int source = from + width.offset(first, k);
      arithmetic.copy(x, source, width.stride, dst, to + first, 1, end - first);
    }
    arithmetic.zero(dst, to + end, n - end);
  }
}
