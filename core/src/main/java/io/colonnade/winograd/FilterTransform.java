package io.colonnade.winograd;

import io.colonnade.numeric.Arithmetic;
import io.colonnade.numeric.LineArithmetic;

/**
 * Filters g into planes of products, {@code U = G·g·Gᵀ}, and gradients of U back into those of the
 * filters, {@code dg = Gᵀ·dU·G}.
 *
 * <p>A filter is a matrix of rows × columns of kernels, such as F × C.
 *
 * @param <A> the array type
 */
public final class FilterTransform<A> {
  /**
   * Taps of the kernels of which a loop of its own picks one, and of those that are turned together
   * into a strip.
   */
  private static final int PICKED = MinimalFilter.TAPS * MinimalFilter.TAPS;

  private final Arithmetic<A> arithmetic;
  private final LineArithmetic<A> lineArithmetic;
  private final HalfMatrix rowHalf;
  private final HalfMatrix columnHalf;
  private final int rowStep;
  private final int columnStep;
  private final int tapStep;
  private final PointPairs pairs;
  private final int taps;

  /**
   * A transform of kernels.
   *
   * @param pairs which parts are transformed, and where their matrices lie
   * @param rowStep distance in W between rows of kernels
   * @param columnStep distance in W between columns of kernels
   * @param tapStep distance in W between the taps of a kernel
   */
  public FilterTransform(
      Arithmetic<A> arithmetic, PointPairs pairs, int rowStep, int columnStep, int tapStep) {
    this.arithmetic = arithmetic;
    this.lineArithmetic = LineArithmetic.of(arithmetic.type());
    this.rowHalf = pairs.rowFilter().filter();
    this.columnHalf = pairs.columnFilter().filter();
    this.rowStep = rowStep;
    this.columnStep = columnStep;
    this.tapStep = tapStep;
    this.pairs = pairs;
    this.taps = pairs.rows().get(0).kernel() * pairs.columns().get(0).kernel();
  }

  /**
   * Transforms some rows of kernels.
   *
   * @param dst receives the matrices, of rows × columns and {@code dstStep} apart
   */
  public void expand(
      A w, int wOffset, int rows, int columns, Lines<A> lines, A dst, int dstOffset, int dstStep) {
    int length = isTurned() ? turnedLength() : Lines.length(arithmetic.type());
    int someRows = Math.max(1, length / columns);
    for (int y = 0; y < rows; y += someRows) {
      int m = Math.min(someRows, rows - y);
      for (int x = 0; x < columns; x += length) {
        int n = Math.min(length, columns - x);
        int from = wOffset + y * rowStep + x * columnStep;
        if (isTurned()) {
          turn(w, from, m, n, lines);
        }
        int to = dstOffset + y * columns + x;
        for (int row = 0; row < pairs.rows().size(); row++) {
          for (int column = 0; column < pairs.columns().size(); column++) {
            kernelsToLines(w, from, m, n, row, column, lines);
            linesToPlanes(lines, m * n, row, column, dst, to, dstStep);
          }
        }
      }
    }
  }

  /** Whether kernels that lie apart are turned as a whole, so that each tap has a line. */
  private boolean isTurned() {
    return tapStep == 1 && taps <= PICKED * Lines.ALL_STRIPS && columnStep != taps;
  }

  private int turnedLength() {
    return Lines.stripLength(arithmetic.type()) / PICKED;
  }

  /** Brings kernels to matrices of taps × kernels, one in each strip. */
  private void turn(A w, int wOffset, int rows, int columns, Lines<A> lines) {
    for (int y = 0; y < rows; y++) {
      int from = wOffset + y * rowStep;
      int to = y * columns;
      for (int tap = 0; tap < taps; tap += PICKED) {
        A strip = lines.get(Lines.STRIPS + tap / PICKED);
        int some = Math.min(PICKED, taps - tap);
        arithmetic.transpose(w, from + tap, columnStep, strip, to, turnedLength(), columns, some);
      }
    }
  }

  /** Divides the taps of a part into lines and transforms their columns. */
  private void kernelsToLines(
      A w, int wOffset, int rows, int columns, int row, int column, Lines<A> lines) {
    AxisPart part = pairs.rows().get(row);
    int n = rows * columns;
    for (int c = 0; c < columnHalf.cells(); c++) {
      for (int r = 0; r < rowHalf.cells(); r++) {
        tapToLine(w, wOffset, rows, columns, tap(row, column, r, c), lines, lines.get(r));
      }
      rowHalf.expand(lineArithmetic, lines, 0, Lines.TILE + c, columnHalf.cells(), part, n);
    }
  }

  private void tapToLine(A w, int wOffset, int rows, int columns, int tap, Lines<A> lines, A line) {
    int n = rows * columns;
    int from = wOffset + tap * tapStep;
    if (tap < 0) {
      arithmetic.zero(line, 0, n);
    } else if (isTurned()) {
      A strip = lines.get(Lines.STRIPS + tap / PICKED);
      arithmetic.copy(strip, tap % PICKED * turnedLength(), 1, line, 0, 1, n);
    } else if (columnStep == PICKED && rowStep == columns * PICKED) {
      lineArithmetic.pick(w, from, PICKED, line, n);
    } else {
      arithmetic.copyRows(w, from, rowStep, columnStep, line, 0, columns, 1, rows, columns);
    }
  }

  private void linesToPlanes(
      Lines<A> lines, int n, int row, int column, A dst, int dstOffset, int dstStep) {
    AxisPart rowPart = pairs.rows().get(row);
    AxisPart columnPart = pairs.columns().get(column);
    for (int i = rowPart.firstPoint(); i < rowPart.endPoint(); i++) {
      int from = Lines.TILE + i * columnHalf.cells();
      columnHalf.expand(lineArithmetic, lines, from, 0, 1, columnPart, n);
      for (int j = columnPart.firstPoint(); j < columnPart.endPoint(); j++) {
        int to = dstOffset + pairs.matrix(row, column, i, j) * dstStep;
        arithmetic.copy(lines.get(j), 0, 1, dst, to, 1, n);
      }
    }
  }

  /**
   * Transforms gradients of U back into those of kernels.
   *
   * @param src the matrices, all of which are {@code srcStep} apart, of rows × columns
   * @param accumulate whether the gradients are added to
   */
  public void fold(
      A src,
      int srcOffset,
      int srcStep,
      int rows,
      int columns,
      Lines<A> lines,
      boolean accumulate,
      A dw,
      int dwOffset) {
    int length = Lines.length(arithmetic.type());
    int someRows = Math.max(1, length / columns);
    for (int y = 0; y < rows; y += someRows) {
      int m = Math.min(someRows, rows - y);
      for (int x = 0; x < columns; x += length) {
        int n = Math.min(length, columns - x);
        int from = srcOffset + y * columns + x;
        int to = dwOffset + y * rowStep + x * columnStep;
        for (int row = 0; row < pairs.rows().size(); row++) {
          for (int column = 0; column < pairs.columns().size(); column++) {
            planesToLines(src, from, srcStep, row, column, lines, m * n);
            linesToKernels(lines, m, n, row, column, accumulate, dw, to);
          }
        }
      }
    }
  }

  private void planesToLines(
      A src, int srcOffset, int srcStep, int row, int column, Lines<A> lines, int n) {
    AxisPart rowPart = pairs.rows().get(row);
    AxisPart columnPart = pairs.columns().get(column);
    int points = columnHalf.points();
    for (int j = columnPart.firstPoint(); j < columnPart.endPoint(); j++) {
      for (int i = rowPart.firstPoint(); i < rowPart.endPoint(); i++) {
        int from = srcOffset + pairs.matrix(row, column, i, j) * srcStep;
        arithmetic.copy(src, from, 1, lines.get(i), 0, 1, n);
      }
      rowHalf.fold(lineArithmetic, lines, 0, Lines.TILE + j, points, n);
    }
  }

  private void linesToKernels(
      Lines<A> lines,
      int rows,
      int columns,
      int row,
      int column,
      boolean accumulate,
      A dw,
      int dwOffset) {
    for (int r = 0; r < rowHalf.cells(); r++) {
      int from = Lines.TILE + r * columnHalf.points();
      columnHalf.fold(lineArithmetic, lines, from, 0, 1, rows * columns);
      for (int c = 0; c < columnHalf.cells(); c++) {
        int tap = tap(row, column, r, c);
        if (tap >= 0) {
          int to = dwOffset + tap * tapStep;
          arithmetic.putRows(
              accumulate, lines.get(c), 0, columns, 1, dw, to, rowStep, columnStep, rows, columns);
        }
      }
    }
  }

  /** The tap of the kernel at a row and a column of a part; −1 where a zero stands. */
  private int tap(int row, int column, int r, int c) {
    AxisPart columnPart = pairs.columns().get(column);
    int y = pairs.rows().get(row).tap(r);
    int x = columnPart.tap(c);
    return y < 0 || x < 0 ? -1 : y * columnPart.kernel() + x;
  }
}
