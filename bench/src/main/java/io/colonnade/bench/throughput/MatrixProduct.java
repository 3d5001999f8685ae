package io.colonnade.bench.throughput;

import io.colonnade.Pass;
import io.colonnade.geometry.ConvolutionProblem;

/**
 * The GEMM to which one pass of a convolution comes down for one group of one image, once its
 * columns are there: C = op(A)·op(B), row-major, stored densely.
 *
 * @param transposeA whether A is stored as inner × rows
 * @param transposeB whether B is stored as columns × inner
 * @param rows rows of C, m
 * @param columns columns of C, n
 * @param inner length of the sums, k
 */
record MatrixProduct(boolean transposeA, boolean transposeB, int rows, int columns, int inner) {

  /**
   * The product of {@code pass}: {@code Y = W·cols} is F/g × P over K, {@code dcols = Wᵀ·dY} is K ×
   * P over F/g, {@code dW = dY·colsᵀ} is F/g × K over P.
   *
   * @throws ArithmeticException if a matrix has more elements than an {@code int} can count
   */
  static MatrixProduct of(ConvolutionProblem problem, Pass pass) {
    int filters = Math.toIntExact(problem.filtersPerGroup());
    int depth = Math.toIntExact(problem.depth());
    int positions = Math.toIntExact(problem.window().outputSize());
    MatrixProduct product =
        switch (pass) {
          case FORWARD -> new MatrixProduct(false, false, filters, positions, depth);
          case BACKWARD_DATA -> new MatrixProduct(true, false, depth, positions, filters);
          case BACKWARD_WEIGHTS -> new MatrixProduct(false, true, filters, depth, positions);
          case BACKWARD_BIAS -> throw new IllegalArgumentException("pass=" + pass + ": is no GEMM");
        };
    Math.multiplyExact(product.rows, product.inner);
    Math.multiplyExact(product.inner, product.columns);
    Math.multiplyExact(product.rows, product.columns);
    return product;
  }

  /**
   * Whether the output positions of the convolution are what is summed over, rather than the
   * columns of C.
   */
  boolean sumsOverPositions() {
    return transposeB;
  }

  /** Output positions P. */
  int positions() {
    return sumsOverPositions() ? inner : columns;
  }

  /** The block of C and of the sums that covers {@code begin} to {@code end} of the positions. */
  Block range(int begin, int end) {
    return sumsOverPositions()
        ? new Block(0, rows, 0, columns, begin, end)
        : new Block(0, rows, begin, end, 0, inner);
  }

  /** The block of C that covers {@code begin} to {@code end} of its rows. */
  Block rowRange(int begin, int end) {
    return new Block(begin, end, 0, columns, 0, inner);
  }

  /**
   * Computes {@code block}: overwrites its part of C where it begins the sums, adds to it
   * otherwise.
   */
  <A> void run(Gemm<A> gemm, A a, A b, A c, Block block, boolean accumulate) {
    int lda = transposeA ? rows : inner;
    int ldb = transposeB ? inner : columns;
    gemm.run(
        transposeA,
        transposeB,
        block.rowEnd - block.rowBegin,
        block.columnEnd - block.columnBegin,
        block.innerEnd - block.innerBegin,
        a,
        offset(transposeA, block.rowBegin, block.innerBegin, lda),
        lda,
        b,
        offset(transposeB, block.innerBegin, block.columnBegin, ldb),
        ldb,
        accumulate,
        c,
        block.rowBegin * columns + block.columnBegin,
        columns);
  }

  private static int offset(boolean transposed, int row, int column, int leadingDimension) {
    return transposed ? column * leadingDimension + row : row * leadingDimension + column;
  }

  /** Half-open ranges of rows, columns and summands. */
  record Block(
      int rowBegin, int rowEnd, int columnBegin, int columnEnd, int innerBegin, int innerEnd) {}
}
