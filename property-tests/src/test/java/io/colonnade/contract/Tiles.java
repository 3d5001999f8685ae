package io.colonnade.contract;

import io.colonnade.ErrorBound;
import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.Arrays;

/**
 * Minimal filtering F(4 × 4, 3 × 3) as plain loops (Lavin and Gray, Fast Algorithms for
 * Convolutional Neural Networks, 2016): Y = Aᵀ (Σ_c (G w Gᵀ) ⊙ (Bᵀ x B)) A for each tile.
 */
final class Tiles {
  private static final int OUTPUTS = 4;
  private static final int TAPS = 3;
  private static final double[] POINTS = {0, 2.0 / 3, -2.0 / 3, 1.5, -1.5};
  private static final int SIDE = POINTS.length + 1;

  /** (37/3)², the largest sum of |Aᵀ| · |Bᵀ| · |G| of one axis, for two. */
  private static final double AMPLIFICATION = 1369 / 9.0;

  private static final int ROUNDINGS = 24;

  private final ConvolutionProblem problem;
  private final boolean single;
  private final TileFault fault;
  private final double[][] inputTransform = new double[SIDE][SIDE];
  private final double[][] filterTransform = new double[SIDE][TAPS];
  private final double[][] outputTransform = new double[OUTPUTS][SIDE];

  Tiles(ConvolutionProblem problem, boolean isFloat, TileFault fault) {
    this.problem = problem;
    this.single = isFloat || fault == TileFault.SINGLE_PRECISION;
    this.fault = fault;
    fillTransforms();
    if (fault == TileFault.COEFFICIENT_WRONG) {
      inputTransform[1][3] *= 0.999;
    }
  }

  /** The bound of the pass. */
  static ErrorBound bound(ConvolutionProblem problem) {
    return new ErrorBound(AMPLIFICATION, problem.channelsPerGroup() + ROUNDINGS, OUTPUTS - 1);
  }

  /** Lagrange interpolation at the points and at infinity. */
  private void fillTransforms() {
    for (int j = 0; j < POINTS.length; j++) {
      double scale = 1;
      double[] product = {1};
      for (int i = 0; i < POINTS.length; i++) {
        if (i != j) {
          scale *= POINTS[j] - POINTS[i];
          product = timesRoot(product, POINTS[i]);
        }
      }
      System.arraycopy(product, 0, inputTransform[j], 0, product.length);
      for (int t = 0; t < TAPS; t++) {
        filterTransform[j][t] = Math.pow(POINTS[j], t) / scale;
      }
      for (int o = 0; o < OUTPUTS; o++) {
        outputTransform[o][j] = Math.pow(POINTS[j], o);
      }
    }
    double[] all = {1};
    for (double point : POINTS) {
      all = timesRoot(all, point);
    }
    inputTransform[SIDE - 1] = all;
    filterTransform[SIDE - 1][TAPS - 1] = 1;
    outputTransform[OUTPUTS - 1][SIDE - 1] = 1;
  }

  /** The coefficients of (z − root) times those of {@code polynomial}, the constant one first. */
  private static double[] timesRoot(double[] polynomial, double root) {
    double[] product = new double[polynomial.length + 1];
    for (int i = 0; i < polynomial.length; i++) {
      product[i] -= root * polynomial[i];
      product[i + 1] += polynomial[i];
    }
    return product;
  }

  /** Y without the bias. */
  double[] forward(double[] x, double[] w) {
    double[] y = new double[(int) problem.ySize()];
    long columns = problem.window().axis(1).output();
    for (long n = 0; n < problem.batch(); n++) {
      for (long f = 0; f < problem.filters(); f++) {
        for (long tile = 0; tile < problem.window().outputSize(); tile++) {
          if (tile / columns % OUTPUTS == 0 && tile % columns % OUTPUTS == 0) {
            write(y, n, f, tile, tile(x, w, n, f, tile));
          }
        }
      }
    }
    if (fault == TileFault.NAN_OVER_ALL_TILES && Arrays.stream(y).anyMatch(Double::isNaN)) {
      Arrays.fill(y, Double.NaN);
    }
    return y;
  }

  private double[][] tile(double[] x, double[] w, long image, long filter, long first) {
    double[][] sum = new double[SIDE][SIDE];
    long channels = problem.channelsPerGroup();
    for (long c = 0; c < channels - (fault == TileFault.LAST_CHANNEL_MISSED ? 1 : 0); c++) {
      double[][] patch = new double[SIDE][SIDE];
      double[][] taps = new double[TAPS][TAPS];
      for (int i = 0; i < SIDE; i++) {
        for (int j = 0; j < SIDE; j++) {
          int cell = cell(first, i, j);
          long channel = filter / problem.filtersPerGroup() * channels + c;
          patch[i][j] = cell < 0 ? 0 : x[(int) problem.xStrides().index(image, channel, cell)];
        }
      }
      for (int k = 0; k < TAPS * TAPS; k++) {
        taps[k / TAPS][k % TAPS] = w[(int) problem.wStrides().index(filter, c, k)];
      }
      if (fault == TileFault.TAP_MISSED_IN_ONE_TILE && first == 0) {
        taps[TAPS - 1][TAPS - 1] = 0;
      }
      double[][] transformed = bothSides(inputTransform, patch);
      double[][] weights = bothSides(filterTransform, taps);
      for (int i = 0; i < SIDE; i++) {
        for (int j = 0; j < SIDE; j++) {
          sum[i][j] = rounded(sum[i][j] + rounded(transformed[i][j] * weights[i][j]));
        }
      }
    }
    return bothSides(outputTransform, sum);
  }

  /** The input cell at a place of the tile's patch; −1 in the padding. */
  private int cell(long first, int row, int column) {
    Axis rows = problem.window().axis(0);
    Axis columns = problem.window().axis(1);
    long i = first / columns.output() - rows.paddingBegin() + row;
    long j = first % columns.output() - columns.paddingBegin() + column;
    boolean inside = i >= 0 && i < rows.input() && j >= 0 && j < columns.input();
    return inside ? (int) (i * columns.input() + j) : -1;
  }

  private void write(double[] y, long image, long filter, long first, double[][] values) {
    Axis rows = problem.window().axis(0);
    Axis columns = problem.window().axis(1);
    boolean dropped = fault == TileFault.TILE_DROPPED && first > 0;
    for (int i = 0; i < OUTPUTS; i++) {
      for (int j = 0; j < OUTPUTS; j++) {
        if (first / columns.output() + i < rows.output()
            && first % columns.output() + j < columns.output()) {
          long position = first + i * columns.output() + j;
          double value = dropped ? 0 : values[i][j];
          boolean lost = fault == TileFault.NAN_DROPPED && Double.isNaN(value);
          y[(int) problem.yStrides().index(image, filter, position)] = lost ? 0 : value;
        }
      }
    }
  }

  /** T · values · Tᵀ. */
  private double[][] bothSides(double[][] transform, double[][] values) {
    return transposed(times(transform, transposed(times(transform, values))));
  }

  private double[][] times(double[][] a, double[][] b) {
    double[][] product = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b[0].length; j++) {
        for (int k = 0; k < b.length; k++) {
          if (a[i][k] != 0) {
            product[i][j] = rounded(product[i][j] + rounded(a[i][k] * b[k][j]));
          }
        }
      }
    }
    return product;
  }

  private static double[][] transposed(double[][] a) {
    double[][] transposed = new double[a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[0].length; j++) {
        transposed[j][i] = a[i][j];
      }
    }
    return transposed;
  }

  private double rounded(double value) {
    return single ? (float) value : value;
  }
}
