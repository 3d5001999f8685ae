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
  private static final int KERNEL = AxisPart.TAPS;

  /**
   * Taps of the kernels of which a loop of its own picks one, and the most of those that are
   * turned.
   */
  private static final int PICKED = KERNEL * KERNEL;

  private final Arithmetic<A> arithmetic;
  private final LineArithmetic<A> lineArithmetic;
  private final HalfMatrix half;
  private final int rowStep;
  private final int columnStep;
  private final int tapStep;
  private final AxisPart rowPart;
  private final AxisPart columnPart;

  /**
   * A transform of a part of kernels.
   *
   * @param rowPart the rows of taps
   * @param columnPart the columns of taps
   * @param rowStep distance in W between rows of kernels
   * @param columnStep distance in W between columns of kernels
   * @param tapStep distance in W between the taps of a kernel
   */
  public FilterTransform(
      Arithmetic<A> arithmetic,
      MinimalFilter filter,
      AxisPart rowPart,
      AxisPart columnPart,
      int rowStep,
      int columnStep,
      int tapStep) {
    this.arithmetic = arithmetic;
    this.lineArithmetic = LineArithmetic.of(arithmetic.type());
    this.half = filter.filter();
    this.rowStep = rowStep;
    this.columnStep = columnStep;
    this.tapStep = tapStep;
    this.rowPart = rowPart;
    this.columnPart = columnPart;
  }

  /**
   * Transforms some rows of kernels.
   *
   * @param dst receives one matrix of rows × columns for each pair of points, {@code dstStep} apart
   */
  public void expand(
      A w, int wOffset, int rows, int columns, Lines<A> lines, A dst, int dstOffset, int dstStep) {
    int length = isTurned() ? turnedLength() : Lines.length(arithmetic.type());
    int someRows = Math.max(1, length / columns);
    for (int row = 0; row < rows; row += someRows) {
      int m = Math.min(someRows, rows - row);
      for (int column = 0; column < columns; column += length) {
        int n = Math.min(length, columns - column);
        int from = wOffset + row * rowStep + column * columnStep;
        kernelsToLines(w, from, m, n, lines);
        linesToPlanes(lines, m * n, dst, dstOffset + row * columns + column, dstStep);
      }
    }
  }

  /** Whether kernels that lie apart are turned as a whole, so that each tap has a line. */
  private boolean isTurned() {
    int taps = rowPart.kernel() * columnPart.kernel();
    return tapStep == 1 && taps <= PICKED && columnStep != taps;
  }

  private int turnedLength() {
    return Lines.SIDE * Lines.length(arithmetic.type()) / PICKED;
  }

  /** Brings kernels to a matrix of taps × kernels. */
  private void turn(A w, int wOffset, int rows, int columns, A turned) {
    int taps = rowPart.kernel() * columnPart.kernel();
    for (int row = 0; row < rows; row++) {
      int from = wOffset + row * rowStep;
      int to = row * columns;
      arithmetic.transpose(w, from, columnStep, turned, to, turnedLength(), columns, taps);
    }
  }

  private void kernelsToLines(A w, int wOffset, int rows, int columns, Lines<A> lines) {
    int n = rows * columns;
    A turned = lines.get(Lines.STRIPS);
    if (isTurned()) {
      turn(w, wOffset, rows, columns, turned);
    }
    for (int c = 0; c < KERNEL; c++) {
      for (int r = 0; r < KERNEL; r++) {
        int tap = tap(r, c);
        int from = wOffset + tap * tapStep;
        A line = lines.get(r);
        if (tap < 0) {
          arithmetic.zero(line, 0, n);
        } else if (isTurned()) {
          arithmetic.copy(turned, tap * turnedLength(), 1, line, 0, 1, n);
        } else if (columnStep == PICKED && rowStep == columns * PICKED) {
          lineArithmetic.pick(w, from, PICKED, line, n);
        } else {
          arithmetic.copyRows(w, from, rowStep, columnStep, line, 0, columns, 1, rows, columns);
        }
      }
      half.expand(lineArithmetic, lines, 0, Lines.TILE + c, KERNEL, n);
    }
  }

  private void linesToPlanes(Lines<A> lines, int n, A dst, int dstOffset, int dstStep) {
    int points = half.points();
    for (int i = 0; i < points; i++) {
      half.expand(lineArithmetic, lines, Lines.TILE + i * KERNEL, 0, 1, n);
      for (int j = 0; j < points; j++) {
        int to = dstOffset + (i * points + j) * dstStep;
        arithmetic.copy(lines.get(j), 0, 1, dst, to, 1, n);
      }
    }
  }

  /**
   * Transforms gradients of U back into those of kernels.
   *
   * @param src one matrix of rows × columns for each pair of points, {@code srcStep} apart
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
    for (int row = 0; row < rows; row += someRows) {
      int m = Math.min(someRows, rows - row);
      for (int column = 0; column < columns; column += length) {
        int n = Math.min(length, columns - column);
        planesToLines(src, srcOffset + row * columns + column, srcStep, lines, m * n);
        int to = dwOffset + row * rowStep + column * columnStep;
        linesToKernels(lines, m, n, accumulate, dw, to);
      }
    }
  }

  private void planesToLines(A src, int srcOffset, int srcStep, Lines<A> lines, int n) {
    int points = half.points();
    for (int j = 0; j < points; j++) {
      for (int i = 0; i < points; i++) {
        int from = srcOffset + (i * points + j) * srcStep;
        arithmetic.copy(src, from, 1, lines.get(i), 0, 1, n);
      }
      half.fold(lineArithmetic, lines, 0, Lines.TILE + j, points, n);
    }
  }

  private void linesToKernels(
      Lines<A> lines, int rows, int columns, boolean accumulate, A dw, int dwOffset) {
    for (int r = 0; r < KERNEL; r++) {
      half.fold(lineArithmetic, lines, Lines.TILE + r * half.points(), 0, 1, rows * columns);
      for (int c = 0; c < KERNEL; c++) {
        int tap = tap(r, c);
        if (tap >= 0) {
          int to = dwOffset + tap * tapStep;
          arithmetic.putRows(
              accumulate, lines.get(c), 0, columns, 1, dw, to, rowStep, columnStep, rows, columns);
        }
      }
    }
  }

  /** The tap of the kernel at a row and a column of the part; −1 where a zero stands. */
  private int tap(int r, int c) {
    int row = rowPart.tap(r);
    int column = columnPart.tap(c);
    return row < 0 || column < 0 ? -1 : row * columnPart.kernel() + column;
  }
}
