package io.colonnade.gemm;

import io.colonnade.DataType;
import io.colonnade.blas.Blas;
import io.colonnade.blas.BlasReport;

/** Matrix products by three loops: what the passes do can be tested on it without any library. */
class LoopBlas implements Blas {

  @Override
  public String identity() {
    return "loops";
  }

  @Override
  public BlasReport report() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void gemm(
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
      int ldc) {
    loops(
        DataType.FLOAT32,
        transposeA,
        transposeB,
        m,
        n,
        k,
        a,
        aOffset,
        lda,
        b,
        bOffset,
        ldb,
        accumulate,
        c,
        cOffset,
        ldc);
  }

  @Override
  public void gemm(
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
      int ldc) {
    loops(
        DataType.FLOAT64,
        transposeA,
        transposeB,
        m,
        n,
        k,
        a,
        aOffset,
        lda,
        b,
        bOffset,
        ldb,
        accumulate,
        c,
        cOffset,
        ldc);
  }

  private static <A> void loops(
      DataType<A> type,
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      A a,
      int aOffset,
      int lda,
      A b,
      int bOffset,
      int ldb,
      boolean accumulate,
      A c,
      int cOffset,
      int ldc) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = accumulate ? type.get(c, cOffset + i * ldc + j) : 0;
        for (int l = 0; l < k; l++) {
          sum +=
              type.get(a, aOffset + (transposeA ? l * lda + i : i * lda + l))
                  * type.get(b, bOffset + (transposeB ? j * ldb + l : l * ldb + j));
        }
        type.set(c, cOffset + i * ldc + j, sum);
      }
    }
  }
}
