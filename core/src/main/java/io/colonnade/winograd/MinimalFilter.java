package io.colonnade.winograd;

import java.util.stream.DoubleStream;

/**
 * Winograd's minimal filtering F(m×m, 3×3) [Lavin and Gray 2016, arXiv:1509.09308]: m×m outputs of
 * a 3×3 kernel g on a tile d of (m+2)×(m+2) cells, by (m+2)² products instead of 9·m²:
 *
 * <pre>
 *   y = Aᵀ·((G·g·Gᵀ) ⊙ (Bᵀ·d·B))·A
 * </pre>
 *
 * <p>The matrices are those of Toom and Cook for the interpolation points 0, ±p, …, ∞: row k of A
 * and G holds the powers of point k, row k of Bᵀ the coefficients of the product of (x − other
 * point) over the finite ones. What divides them is left to G, and rows are scaled so that A and Bᵀ
 * are exact in binary.
 */
@SuppressWarnings("ImmutableEnumChecker") // half matrices do not change
public enum MinimalFilter {
  /**
   * F(1, 1), which multiplies each cell by the only tap: for an axis along which a kernel has one.
   */
  F1(new double[][] {{1}}, new double[][] {{1}}, new double[][] {{1}}),

  /** F(2×2, 3×3) with the points 0, ±1, ∞. */
  F2(
      new double[][] {{1, 0, -1, 0}, {0, 0, 1, 0}, {0, 1, 0, 0}, {0, -1, 0, 1}},
      new double[][] {{1, 0, 0}, {0.5, 0, 0.5}, {0, 0.5, 0}, {0, 0, 1}},
      new double[][] {{1, 0}, {1, 0}, {0, 1}, {0, 1}}),

  /**
   * F(4×4, 3×3) with the points 0, ±2/3, ±3/2, ∞. They round less than the customary 0, ±1, ±2, ∞:
   * it is the points that the error depends on [Barabasz et al., arXiv:1803.10986].
   */
  F4(
      scaled(
          1.0 / 32,
          new double[][] {
            {36, 0, -97, 0, 36, 0},
            {0, 0, 27, 0, -12, 0},
            {0, 18, 0, -8, 0, 0},
            {0, 0, -8, 0, 18, 0},
            {0, -12, 0, 27, 0, 0},
            {0, 36, 0, -97, 0, 36}
          }),
      scaled(
          512.0 / 4680,
          new double[][] {{130, 0, 0}, {9, 0, 4}, {0, 6, 0}, {4, 0, 9}, {0, 6, 0}, {0, 0, 130}}),
      scaled(
          1.0 / 16,
          new double[][] {
            {1, 0, 0, 0},
            {27, 0, 12, 0},
            {0, 18, 0, 8},
            {8, 0, 18, 0},
            {0, 12, 0, 27},
            {0, 0, 0, 1}
          }));

  /** The taps that the filters of larger kernels have. */
  static final int TAPS = 3;

  private final HalfMatrix input;
  private final HalfMatrix filter;
  private final HalfMatrix output;

  MinimalFilter(double[][] input, double[][] filter, double[][] output) {
    this.input = new HalfMatrix(input);
    this.filter = new HalfMatrix(filter);
    this.output = new HalfMatrix(output);
  }

  private static double[][] scaled(double factor, double[][] matrix) {
    for (double[] row : matrix) {
      for (int i = 0; i < row.length; i++) {
        row[i] *= factor;
      }
    }
    return matrix;
  }

  /** Rows and columns of the outputs of a tile, m. */
  public int outputs() {
    return output.cells();
  }

  /** Rows and columns of a tile, m + 2. */
  public int cells() {
    return input.cells();
  }

  /** Taps of a row of the kernel. */
  public int taps() {
    return filter.cells();
  }

  /** What an axis with so many taps is filtered with. */
  public MinimalFilter ofKernel(long kernel) {
    return kernel == 1 ? F1 : this;
  }

  /** Bᵀ. */
  HalfMatrix input() {
    return input;
  }

  /** G. */
  HalfMatrix filter() {
    return filter;
  }

  /** A. */
  HalfMatrix output() {
    return output;
  }

  /**
   * How much larger than {@code max|d|·Σ|g|} the sums that are rounded can be for an axis, κ:
   *
   * <pre>
   *   κ = max over o, t of Σ_k |A[k, o]|·(Σ_j |Bᵀ[k, j]|)·|G[k, t]|
   * </pre>
   *
   * <p>An output of n terms (channels, or filters in backward data, of each part of the kernel, or
   * tiles in backward weights) has an error of at most {@code γ₍ₙ₊₂₄₎·κκ′·max|d|·Σ|g|}, κ and κ′
   * being those of the two axes, γₙ = n·u/(1 − n·u) [Higham 2002, chapter 3]: n roundings of the
   * products and their sum, 6 of the input transform, 8 of the filter's, 8 of the output's and 2 of
   * a bias and a value that is added to; κ is 1 for {@link #F1}, 4 for {@link #F2} and 12.3… for
   * {@link #F4}.
   */
  public double amplification() {
    double[][] a = output.matrix();
    double[][] g = filter.matrix();
    double[][] b = input.matrix();
    double largest = 0;
    for (int o = 0; o < outputs(); o++) {
      for (int t = 0; t < taps(); t++) {
        double sum = 0;
        for (int k = 0; k < b.length; k++) {
          sum += Math.abs(a[k][o]) * DoubleStream.of(b[k]).map(Math::abs).sum() * Math.abs(g[k][t]);
        }
        largest = Math.max(largest, sum);
      }
    }
    return largest;
  }
}
