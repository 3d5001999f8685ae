package io.colonnade.lowering;

import io.colonnade.geometry.Axis;
import io.colonnade.geometry.Window;

/**
 * A fixed partition of the output positions of a plane into bands: each is some whole rows of the
 * innermost axis, or, where a row alone is too long, a piece of one row. Either way the positions
 * of a band are contiguous in the output plane.
 *
 * <p>Rows at either end of the plane may be left out. They still belong to the first and to the
 * last band as {@linkplain #firstCovered covered} positions.
 */
public final class Bands {
  private final int before;
  private final int rows;
  private final int behind;
  private final int width;
  private final int bandsOfRows;
  private final int bandsPerRow;

  /**
   * Bands of nearly equal size.
   *
   * @param window the geometry; its output plane must fit an {@code int}
   * @param maxPositions the most positions that a band may have, at least 1
   * @param multiple the number of bands is rounded up to a multiple of this, as far as there are
   *     rows or cells to divide
   */
  public Bands(Window window, long maxPositions, int multiple) {
    this(rows(window), width(window), maxPositions, multiple);
  }

  /** The same for {@code rows} rows of {@code width} positions. */
  public Bands(int rows, int width, long maxPositions, int multiple) {
    this(0, rows, 0, width, maxPositions, multiple);
  }

  private Bands(int before, int rows, int behind, int width, long maxPositions, int multiple) {
    this.before = before;
    this.rows = rows;
    this.behind = behind;
    this.width = width;
    if (width <= maxPositions && rows >= multiple) {
      int most = (int) Math.min(rows, maxPositions / width);
      this.bandsOfRows = Math.min(rows, roundUp(ceilDiv(rows, most), multiple));
      this.bandsPerRow = 1;
    } else {
      int most = (int) Math.min(width, maxPositions);
      this.bandsOfRows = rows;
      this.bandsPerRow =
          Math.min(width, roundUp(ceilDiv(width, most), rows >= multiple ? 1 : multiple));
    }
  }

  /**
   * The same without the rows at either end of the plane whose windows hold padding only; one row
   * stays where all of them do.
   */
  public static Bands meetingInput(Window window, long maxPositions, int multiple) {
    int first = 0;
    int last = 0;
    for (Axis axis : window.axes().subList(0, window.rank() - 1)) {
      int output = (int) axis.output();
      int firstMeeting = 0;
      int lastMeeting = output - 1;
      while (firstMeeting < lastMeeting && !axis.meetsInput(firstMeeting)) {
        firstMeeting++;
      }
      while (firstMeeting < lastMeeting && !axis.meetsInput(lastMeeting)) {
        lastMeeting--;
      }
      first = first * output + firstMeeting;
      last = last * output + lastMeeting;
    }
    int rows = rows(window);
    int behind = rows - last - 1;
    return new Bands(first, rows - first - behind, behind, width(window), maxPositions, multiple);
  }

  private static int rows(Window window) {
    return Math.toIntExact(window.outputSize() / window.axis(window.rank() - 1).output());
  }

  private static int width(Window window) {
    return Math.toIntExact(window.axis(window.rank() - 1).output());
  }

  /** How many bands there are. */
  public int count() {
    return bandsOfRows * bandsPerRow;
  }

  /** Positions of the largest band. */
  public int maxPositions() {
    return ceilDiv(rows, bandsOfRows) * ceilDiv(width, bandsPerRow);
  }

  /** The first row of band {@code b}, counted over all axes but the innermost. */
  public int firstRow(int b) {
    return before + part(b / bandsPerRow, bandsOfRows, rows);
  }

  /** One past the last row of band {@code b}. */
  public int endRow(int b) {
    return before + part(b / bandsPerRow + 1, bandsOfRows, rows);
  }

  /** The first position of band {@code b} in its rows. */
  public int firstColumn(int b) {
    return part(b % bandsPerRow, bandsPerRow, width);
  }

  /** One past the last position of band {@code b} in its rows. */
  public int endColumn(int b) {
    return part(b % bandsPerRow + 1, bandsPerRow, width);
  }

  /** The first position of band {@code b} in the output plane. */
  public int firstPosition(int b) {
    return firstRow(b) * width + firstColumn(b);
  }

  /** The number of positions of band {@code b}. */
  public int positions(int b) {
    return (endRow(b) - firstRow(b)) * (endColumn(b) - firstColumn(b));
  }

  /** Positions of all bands together. */
  public int allPositions() {
    return rows * width;
  }

  /**
   * The first of the positions that band {@code b} covers: its own, for the first band those before
   * it too, and for the last band those behind it.
   */
  public int firstCovered(int b) {
    return b == 0 ? 0 : firstPosition(b);
  }

  /** The number of positions that band {@code b} covers. */
  public int covered(int b) {
    int end = firstPosition(b) + positions(b) + (b == count() - 1 ? behind * width : 0);
    return end - firstCovered(b);
  }

  private static int part(int i, int parts, int n) {
    return (int) ((long) n * i / parts);
  }

  private static int ceilDiv(int a, int b) {
    return (int) (((long) a + b - 1) / b);
  }

  private static int roundUp(int a, int multiple) {
    return (int) Math.min(Integer.MAX_VALUE, (long) ceilDiv(a, multiple) * multiple);
  }
}
