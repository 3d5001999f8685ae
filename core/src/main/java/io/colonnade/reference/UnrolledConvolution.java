package io.colonnade.reference;

import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.PlaneStrides;

/**
 * The convolution of one image as a matrix: {@code h = 𝒲·a}, with a the image (C·inputs) and h its
 * output (F·outputs) as vectors.
 *
 * <p>𝒲 holds at row (f, o) and column (c, i) the weight that carries input cell i of channel c to
 * output position o of filter f, and 0 where there is none: mostly zeros, each weight repeated for
 * every position, a doubly blocked Toeplitz matrix where the stride is 1 (Goodfellow, Bengio and
 * Courville, Deep Learning, 2016, section 9.1). Its transpose carries the gradient back: {@code dX
 * = 𝒲ᵀ·dY}. Immutable.
 */
public final class UnrolledConvolution {
  /** The most elements that 𝒲 may have: 2²⁶, half a gigabyte. */
  public static final long MAX_ELEMENTS = 1L << 26;

  private final ConvolutionProblem problem;
  private final PlaneStrides xStrides;
  private final PlaneStrides wStrides;
  private final PlaneStrides yStrides;
  private final int rows;
  private final int columns;
  private final double[] matrix;

  /**
   * Unrolls {@code w}.
   *
   * @param problem the problem; its batch may have any size
   * @param w W, F·C/g·taps elements
   * @throws IllegalArgumentException if 𝒲 would have more than {@link #MAX_ELEMENTS} elements, or
   *     w has another length
   */
  public UnrolledConvolution(ConvolutionProblem problem, double[] w) {
    checkLength("w", w, problem.wSize());
    if (!fits(problem)) {
      throw new IllegalArgumentException(
          "𝒲 of %s: has %d rows and %d columns, must not have more than %d elements"
              .formatted(problem, rows(problem), columns(problem), MAX_ELEMENTS));
    }
    this.problem = problem;
    this.xStrides = problem.xStrides();
    this.wStrides = problem.wStrides();
    this.yStrides = problem.yStrides();
    this.rows = (int) rows(problem);
    this.columns = (int) columns(problem);
    this.matrix = new double[rows * columns];
    fill(w);
  }

  /** Whether 𝒲 of {@code problem} has no more than {@link #MAX_ELEMENTS} elements. */
  public static boolean fits(ConvolutionProblem problem) {
    return rows(problem) <= MAX_ELEMENTS / columns(problem);
  }

  private static long rows(ConvolutionProblem problem) {
    return problem.filters() * problem.window().outputSize();
  }

  private static long columns(ConvolutionProblem problem) {
    return problem.channels() * problem.window().inputSize();
  }

  /** Rows of 𝒲: F·outputs. */
  public int rows() {
    return rows;
  }

  /** Columns of 𝒲: C·inputs. */
  public int columns() {
    return columns;
  }

  /** The element of 𝒲 at {@code row}, {@code column}. */
  public double get(int row, int column) {
    return matrix[row * columns + column];
  }

  /**
   * {@code Y = 𝒲·X}, image by image, without bias.
   *
   * @param x X, N·C·inputs elements
   * @return Y, N·F·outputs elements
   * @throws IllegalArgumentException if x has another length
   */
  public double[] forward(double[] x) {
    checkLength("x", x, problem.xSize());
    int batch = (int) problem.batch();
    double[] y = new double[batch * rows];
    for (int n = 0; n < batch; n++) {
      for (int row = 0; row < rows; row++) {
        double sum = 0;
        for (int column = 0; column < columns; column++) {
          sum += matrix[row * columns + column] * x[n * columns + column];
        }
        y[n * rows + row] = sum;
      }
    }
    return y;
  }

  /**
   * {@code dX = 𝒲ᵀ·dY}, image by image.
   *
   * @param dy dY, N·F·outputs elements
   * @return dX, N·C·inputs elements
   * @throws IllegalArgumentException if dy has another length
   */
  public double[] backwardData(double[] dy) {
    checkLength("dy", dy, problem.ySize());
    int batch = (int) problem.batch();
    double[] dx = new double[batch * columns];
    for (int n = 0; n < batch; n++) {
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          dx[n * columns + column] += matrix[row * columns + column] * dy[n * rows + row];
        }
      }
    }
    return dx;
  }

  private void fill(double[] w) {
    for (long f = 0; f < problem.filters(); f++) {
      for (long c = 0; c < problem.channelsPerGroup(); c++) {
        fillBlock(f, c, w, 0, 0, 0, 0);
      }
    }
  }

  /**
   * Walks position and tap of {@code axis}, then of the axes within it; each index is that over the
   * axes outside of it. Taps that read the same cell, as in reflected padding, add up.
   */
  private void fillBlock(long f, long c, double[] w, int axis, long k, long o, long i) {
    if (axis == problem.window().rank()) {
      long channel = f / problem.filtersPerGroup() * problem.channelsPerGroup() + c;
      int row = (int) yStrides.index(0, f, o);
      int column = (int) xStrides.index(0, channel, i);
      matrix[row * columns + column] += w[(int) wStrides.index(f, c, k)];
      return;
    }
    Axis a = problem.window().axis(axis);
    for (long tap = 0; tap < a.kernel(); tap++) {
      for (long position = 0; position < a.output(); position++) {
        long cell = problem.paddingMode().cell(a.inputIndex(position, tap), a.input());
        if (cell >= 0) {
          long nextK = k * a.kernel() + tap;
          long nextO = o * a.output() + position;
          fillBlock(f, c, w, axis + 1, nextK, nextO, i * a.input() + cell);
        }
      }
    }
  }

  private static void checkLength(String name, double[] array, long length) {
    if (array.length != length) {
      throw new IllegalArgumentException(
          "%s: length=%d: must be %d".formatted(name, array.length, length));
    }
  }
}
