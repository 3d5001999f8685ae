package io.colonnade.blas;

import java.util.Arrays;

/**
 * A short self-test: what one thread reaches on square matrices, in GFLOP/s, 2·n³ operations for
 * size n; the best of a few repetitions. A sign of life, not a benchmark.
 *
 * @param f32 in single precision
 * @param f64 in double precision
 */
public record BlasSpeed(double f32, double f64) {
  private static final int SIZE = 192;
  private static final long NANOS = 40_000_000;

  /** Measures {@code blas}; takes about 0.1 s. */
  static BlasSpeed measure(Blas blas) {
    int n = SIZE;
    float[] a = new float[n * n];
    Arrays.fill(a, 1);
    float[] c = new float[n * n];
    double[] aa = new double[n * n];
    Arrays.fill(aa, 1);
    double[] cc = new double[n * n];
    return new BlasSpeed(
        gflops(() -> blas.gemm(false, false, n, n, n, a, 0, n, a, 0, n, false, c, 0, n)),
        gflops(() -> blas.gemm(false, false, n, n, n, aa, 0, n, aa, 0, n, false, cc, 0, n)));
  }

  private static double gflops(Runnable product) {
    long begin = System.nanoTime();
    long best = Long.MAX_VALUE;
    for (long start = begin, end; start - begin < NANOS; start = end) {
      product.run();
      end = System.nanoTime();
      best = Math.min(best, end - start);
    }
    return 2.0 * SIZE * SIZE * SIZE / best;
  }

  /** Whether this is hardly more, in either precision, than {@code other}. */
  boolean hardlyFasterThan(BlasSpeed other) {
    return f32 < 1.25 * other.f32 || f64 < 1.25 * other.f64;
  }
}
