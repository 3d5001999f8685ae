package io.colonnade.lowering;

import io.colonnade.geometry.Axis;
import io.colonnade.geometry.Window;

/**
 * A fixed partition of the output positions of a plane into bands: each is some whole rows of the
 * innermost axis, or, where a row alone is too long, a piece of one row. Either way the positions
 * of a band are contiguous in the output plane.
 */
public final class Bands {
  private final int rows;
  private final int width;
  private final int rowsPerBand;
  private final int widthPerBand;
  private final int bandsPerRow;
  private final int count;

  /**
   * Bands of nearly equal size.
   *
   * @param window the geometry; its output plane must fit an {@code int}
   * @param maxPositions the most positions that a band may have, at least 1
   * @param multiple the number of bands is rounded up to a multiple of this, as far as there are
   *     rows or cells to divide
   */
  public Bands(Window window, long maxPositions, int multiple) {
    Axis innermost = window.axis(window.rank() - 1);
    this.width = Math.toIntExact(innermost.output());
    this.rows = Math.toIntExact(window.outputSize() / width);
    if (width <= maxPositions && rows >= multiple) {
      int most = (int) Math.min(rows, maxPositions / width);
      int wanted = roundUp(ceilDiv(rows, most), multiple);
      this.rowsPerBand = ceilDiv(rows, Math.min(rows, wanted));
      this.widthPerBand = width;
      this.bandsPerRow = 1;
    } else {
      int most = (int) Math.min(width, maxPositions);
      int wanted = Math.min(width, roundUp(ceilDiv(width, most), rows >= multiple ? 1 : multiple));
      this.rowsPerBand = 1;
      this.widthPerBand = ceilDiv(width, wanted);
      this.bandsPerRow = ceilDiv(width, widthPerBand);
    }
    this.count = ceilDiv(rows, rowsPerBand) * bandsPerRow;
  }

  /** How many bands there are. */
  public int count() {
    return count;
  }

  /** Positions of the largest band. */
  public int maxPositions() {
    return rowsPerBand * widthPerBand;
  }

  /** The first row of band {@code b}, counted over all axes but the innermost. */
  public int firstRow(int b) {
    return b / bandsPerRow * rowsPerBand;
  }

  /** One past the last row of band {@code b}. */
  public int endRow(int b) {
    return Math.min(rows, firstRow(b) + rowsPerBand);
  }

  /** The first position of band {@code b} in its rows. */
  public int firstColumn(int b) {
    return b % bandsPerRow * widthPerBand;
  }

  /** One past the last position of band {@code b} in its rows. */
  public int endColumn(int b) {
    return Math.min(width, firstColumn(b) + widthPerBand);
  }

  /** The first position of band {@code b} in the output plane. */
  public int firstPosition(int b) {
    return firstRow(b) * width + firstColumn(b);
  }

  /** The number of positions of band {@code b}. */
  public int positions(int b) {
    return (endRow(b) - firstRow(b)) * (endColumn(b) - firstColumn(b));
  }

  private static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
  }

  private static int roundUp(int a, int multiple) {
    return ceilDiv(a, multiple) * multiple;
  }
}
