package io.colonnade.winograd;

import io.colonnade.numeric.LineArithmetic;

/**
 * The half H of a matrix M = P·H whose rows belong to the points 0, p, −p, q, −q, …, ∞: rows of H
 * give the even and the odd part of what the rows of M give at p and −p, and the butterflies P = Pᵀ
 * take sum and difference of each pair. So M costs half the products, and Mᵀ = Hᵀ·P is had from the
 * same H.
 *
 * <p>No row and no column of H may have more than three coefficients that are not zero.
 */
final class HalfMatrix {
  private final int points;
  private final int cells;
  private final Combination[] rows;
  private final Combination[] columns;

  /**
   * A half matrix.
   *
   * @param coefficients points × cells
   */
  HalfMatrix(double[][] coefficients) {
    points = coefficients.length;
    cells = coefficients[0].length;
    rows = new Combination[points];
    columns = new Combination[cells];
    for (int k = 0; k < points; k++) {
      rows[k] = Combination.of(coefficients[k]);
    }
    for (int c = 0; c < cells; c++) {
      double[] column = new double[points];
      for (int k = 0; k < points; k++) {
        column[k] = coefficients[k][c];
      }
      columns[c] = Combination.of(column);
    }
  }

  int points() {
    return points;
  }

  int cells() {
    return cells;
  }

  /** M itself. */
  double[][] matrix() {
    double[][] matrix = new double[points][cells];
    for (int k = 0; k < points; k++) {
      rows[k].addTo(matrix[k], 1);
    }
    for (int k = 1; k < points - 1; k += 2) {
      double[] even = matrix[k].clone();
      rows[k + 1].addTo(matrix[k], 1);
      matrix[k + 1] = even;
      rows[k + 1].addTo(matrix[k + 1], -1);
    }
    return matrix;
  }

  /**
   * {@code to = M·from}: the lines of cells become lines of the points that a part has, {@code
   * step} apart.
   */
  <A> void expand(
      LineArithmetic<A> arithmetic,
      Lines<A> lines,
      int from,
      int to,
      int step,
      AxisPart part,
      int n) {
    for (int k = part.firstPoint(); k < part.endPoint(); k++) {
      rows[k].apply(arithmetic, lines, from, lines.get(to + k * step), n);
    }
    for (int k = 1; k < points - 1; k += 2) {
      arithmetic.butterfly(lines.get(to + k * step), lines.get(to + (k + 1) * step), n);
    }
  }

  /**
   * {@code to = Mᵀ·from}: the lines of points, which are overwritten, become lines of cells, {@code
   * step} apart.
   */
  <A> void fold(LineArithmetic<A> arithmetic, Lines<A> lines, int from, int to, int step, int n) {
    for (int k = 1; k < points - 1; k += 2) {
      arithmetic.butterfly(lines.get(from + k), lines.get(from + k + 1), n);
    }
    for (int c = 0; c < cells; c++) {
      columns[c].apply(arithmetic, lines, from, lines.get(to + c * step), n);
    }
  }
}
