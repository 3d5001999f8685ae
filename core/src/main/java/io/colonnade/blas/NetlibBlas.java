package io.colonnade.blas;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.NativeBLAS;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Row-major GEMM on netlib's column-major one: the rows of a matrix are the columns of its
 * transpose, so {@code C = A·B} is computed as {@code Cᵀ = Bᵀ·Aᵀ} without moving anything.
 */
final class NetlibBlas implements Blas {
  private final BLAS netlib;
  private final String identity;
  private final Function<Blas, BlasReport> reporter;
  private @Nullable BlasReport report;

  /** A BLAS of this identity; {@code reporter} is asked once, when the first report is wanted. */
  NetlibBlas(BLAS netlib, String identity, Function<Blas, BlasReport> reporter) {
    this.netlib = netlib;
    this.identity = identity;
    this.reporter = reporter;
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
    if (m == 0 || n == 0) {
      return;
    }
    if (k > 0) {
      netlib.sgemm(
          op(transposeB),
          op(transposeA),
          n,
          m,
          k,
          1,
          b,
          bOffset,
          ldb,
          a,
          aOffset,
          lda,
          accumulate ? 1 : 0,
          c,
          cOffset,
          ldc);
    } else if (!accumulate) {
      for (int i = 0; i < m; i++) {
        Arrays.fill(c, cOffset + i * ldc, cOffset + i * ldc + n, 0);
      }
    }
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
    if (m == 0 || n == 0) {
      return;
    }
    if (k > 0) {
      netlib.dgemm(
          op(transposeB),
          op(transposeA),
          n,
          m,
          k,
          1,
          b,
          bOffset,
          ldb,
          a,
          aOffset,
          lda,
          accumulate ? 1 : 0,
          c,
          cOffset,
          ldc);
    } else if (!accumulate) {
      for (int i = 0; i < m; i++) {
        Arrays.fill(c, cOffset + i * ldc, cOffset + i * ldc + n, 0);
      }
    }
  }

  @Override
  public int lineStart(float[] array) {
    return lineStart(
        array.length,
        Float.BYTES,
        n -> Arrays.fill(array, 0, n, 0),
        (start, n) -> netlib.sdot(n, array, start, 1, array, start, 1));
  }

  @Override
  public int lineStart(double[] array) {
    return lineStart(
        array.length,
        Double.BYTES,
        n -> Arrays.fill(array, 0, n, 0),
        (start, n) -> netlib.ddot(n, array, start, 1, array, start, 1));
  }

  /** Only native code reads vectors whose place matters. */
  private int lineStart(int length, int bytes, IntConsumer clear, LineStart.Reader reader) {
    return netlib instanceof NativeBLAS
        ? LineStart.find(length, bytes, clear, reader, System::nanoTime)
        : 0;
  }

  private static String op(boolean transpose) {
    return transpose ? "T" : "N";
  }

  @Override
  public String identity() {
    return identity;
  }

  @Override
  public synchronized BlasReport report() {
    if (report == null) {
      report = reporter.apply(this);
    }
    return report;
  }

  @Override
  public String toString() {
    return identity;
  }
}
