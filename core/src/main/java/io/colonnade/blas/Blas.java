package io.colonnade.blas;

/**
 * Matrix multiplication as the engine needs it: row-major, {@code C = op(A)·op(B)} or {@code C +=
 * op(A)·op(B)}.
 *
 * <p>op(A) is m × k, op(B) is k × n, C is m × n; op is the identity or the transposition. A matrix
 * starts at its offset; its leading dimension is the distance in elements between the starts of
 * neighbouring stored rows: A is stored as m rows of k (k rows of m if transposed), B as k rows of
 * n (n rows of k). C must not overlap A or B. Every call runs on the calling thread alone; many
 * threads may call at once. Arguments are trusted.
 */
public interface Blas {

  /**
   * {@code C = op(A)·op(B)}, or {@code C += op(A)·op(B)} where {@code accumulate}; what C holds is
   * not read otherwise.
   */
  void gemm(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      int lda,
      float[] b,
      int bOffset,
      int ldb,
      boolean accumulate,
      float[] c,
      int cOffset,
      int ldc);

  /** As the other, in double precision. */
  void gemm(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      double[] a,
      int aOffset,
      int lda,
      double[] b,
      int bOffset,
      int ldb,
      boolean accumulate,
      double[] c,
      int cOffset,
      int ldc);
}
