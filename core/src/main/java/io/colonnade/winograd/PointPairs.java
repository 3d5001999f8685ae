package io.colonnade.winograd;

import java.util.List;

/**
 * The products of a minimal filter by pairs of points, one for the rows and one for the columns.
 * For each pair there is a matrix of every part of the kernel whose filters are not zero there, one
 * after the other, so that one product sums over all of them.
 */
public final class PointPairs {
  private final List<AxisPart> rows;
  private final List<AxisPart> columns;
  private final int columnPoints;
  private final int[][] rowsBefore;
  private final int[][] columnsBefore;

  /** The number of the pair at each two points; −1 where it has no matrix. */
  private final int[] pairs;

  /** The first matrix of each pair, and behind the last how many there are. */
  private final int[] first;

  private final int count;

  /**
   * The pairs of a kernel.
   *
   * @param rows the parts of its rows
   * @param columns the parts of its columns
   */
  public PointPairs(List<AxisPart> rows, List<AxisPart> columns) {
    this.rows = rows;
    this.columns = columns;
    columnPoints = columns.get(0).filter().cells();
    rowsBefore = before(rows);
    columnsBefore = before(columns);
    pairs = new int[rows.get(0).filter().cells() * columnPoints];
    first = new int[pairs.length + 1];
    int pair = 0;
    for (int k = 0; k < pairs.length; k++) {
      int parts =
          rowsBefore[rows.size()][k / columnPoints]
              * columnsBefore[columns.size()][k % columnPoints];
      if (parts > 0) {
        first[pair + 1] = first[pair] + parts;
        pairs[k] = pair++;
      } else {
        pairs[k] = -1;
      }
    }
    count = pair;
  }

  /** For each number of parts and each point, how many of so many first parts have the point. */
  private static int[][] before(List<AxisPart> parts) {
    int points = parts.get(0).filter().cells();
    int[][] before = new int[parts.size() + 1][points];
    for (int p = 0; p < parts.size(); p++) {
      AxisPart part = parts.get(p);
      for (int k = 0; k < points; k++) {
        boolean has = k >= part.firstPoint() && k < part.endPoint();
        before[p + 1][k] = before[p][k] + (has ? 1 : 0);
      }
    }
    return before;
  }

  /** What the rows of outputs are made with. */
  MinimalFilter rowFilter() {
    return rows.get(0).filter();
  }

  /** What their columns are made with. */
  MinimalFilter columnFilter() {
    return columns.get(0).filter();
  }

  /** The parts of the rows. */
  public List<AxisPart> rows() {
    return rows;
  }

  /** The parts of the columns. */
  public List<AxisPart> columns() {
    return columns;
  }

  /** How many pairs there are, with those that have no matrix. */
  public int points() {
    return pairs.length;
  }

  /** How many pairs have a matrix. */
  public int count() {
    return count;
  }

  /** How many matrices there are. */
  public int matrices() {
    return first[count];
  }

  /** The first matrix of a pair, or one past the last of the pair before it. */
  public int first(int pair) {
    return first[pair];
  }

  /** The pair of two points; −1 if it has no matrix. */
  int pair(int i, int j) {
    return pairs[i * columnPoints + j];
  }

  /** The matrix of a part of the rows and one of the columns, which have the points i and j. */
  int matrix(int row, int column, int i, int j) {
    return first[pair(i, j)]
        + rowsBefore[row][i] * columnsBefore[columns.size()][j]
        + columnsBefore[column][j];
  }
}
