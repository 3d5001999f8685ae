package io.colonnade.blas;

/**
 * A short self-test: what one thread reaches on small square matrices, in GFLOP/s, 2·n³ operations
 * for size n; the best of its repetitions. A sign of life, not a benchmark: Java code that the JVM
 * is still warming up looks slower than it becomes.
 *
 * @param f32 in single precision
 * @param f64 in double precision
 */
public record BlasSpeed(double f32, double f64) {
  private static final int REPETITIONS = 20;

  /** Measures native code; takes about 0.05 s. */
  static BlasSpeed ofNative(Blas blas) {
    return measure(blas, 192, 25_000_000);
  }

  /** Measures Java code: smaller and for longer, so that the JVM compiles it; about 0.2 s. */
  static BlasSpeed ofJava(Blas blas) {
    return measure(blas, 64, 100_000_000);
  }

  private static BlasSpeed measure(Blas blas, int n, long nanos) {
    float[] a = new float[n * n];
    float[] c = new float[n * n];
    double[] aa = new double[n * n];
    double[] cc = new double[n * n];
    double operations = 2.0 * n * n * n;
    long f32 =
        best(() -> blas.gemm(false, false, n, n, n, a, 0, n, a, 0, n, false, c, 0, n), nanos);
    long f64 =
        best(() -> blas.gemm(false, false, n, n, n, aa, 0, n, aa, 0, n, false, cc, 0, n), nanos);
    return new BlasSpeed(operations / f32, operations / f64);
  }

  /** The shortest of the times, in {@code nanos} or what {@value #REPETITIONS} calls take. */
  private static long best(Runnable product, long nanos) {
    long begin = System.nanoTime();
    long best = Long.MAX_VALUE;
    long start = begin;
    for (int i = 0; i < REPETITIONS || start - begin < nanos; i++) {
      product.run();
      long end = System.nanoTime();
      best = Math.min(best, end - start);
      start = end;
    }
    return best;
  }

  /** Whether this is hardly more, in either precision, than {@code other}. */
  boolean hardlyFasterThan(BlasSpeed other) {
    return f32 < 1.25 * other.f32 || f64 < 1.25 * other.f64;
  }
}
