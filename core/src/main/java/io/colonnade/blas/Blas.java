package io.colonnade.blas;

/**
 * Matrix multiplication as the engine needs it: row-major, {@code C = op(A)·op(B)} or {@code C +=
 * op(A)·op(B)}.
 *
 * <p>op(A) is m × k, op(B) is k × n, C is m × n; op is the identity or the transposition. A matrix
 * starts at its offset; its leading dimension is the distance in elements between the starts of
 * neighbouring stored rows: A is stored as m rows of k (k rows of m if transposed), B as k rows of
 * n (n rows of k). C must not overlap A or B. Where m or n is 0 nothing happens; where k is 0 the
 * product is zero. Every call runs on the calling thread alone; many threads may call at once.
 * Arguments are trusted. A call of a native library allocates nothing on the Java heap.
 *
 * <p>NaN and infinity propagate: an element of C is NaN where a NaN, or an infinity times 0, is
 * among its products. OpenBLAS and netlib's Java code hold to that; a library of the user's own may
 * skip products with zeros.
 */
public interface Blas {

  /**
   * The process's BLAS: that of the provider which the system property {@code colonnade.blas}
   * names, {@code auto} unless it is set. Chosen at the first call, and the same ever after.
   *
   * @throws BlasUnavailableException if the property forces a provider that cannot be had
   */
  static Blas getDefault() {
    return BlasProviders.getDefault();
  }

  /**
   * The BLAS of one provider, loaded at the first call:
   *
   * <ul>
   *   <li>{@code native}: the OpenBLAS natives on the class path, on one thread a call;
   *   <li>{@code java}: netlib's Java code, which uses the Vector API if the JVM runs with {@code
   *       --add-modules jdk.incubator.vector};
   *   <li>{@code auto}: the native library that the process has loaded already, else {@code
   *       native}, else {@code java} with one warning that says what it costs;
   *   <li>anything else: the path of a native library with the symbols of the Fortran BLAS.
   * </ul>
   *
   * <p>A process can hold one native library only: the first that is asked for.
   *
   * @throws BlasUnavailableException if {@code provider} cannot be had, with the cause; never for
   *     {@code auto}
   */
  static Blas of(String provider) {
    return BlasProviders.of(provider);
  }

  /**
   * A short name of this code on this CPU, such as {@code openblas-0.3.31-SkylakeX}; the same
   * wherever the same instructions run.
   */
  String identity();

  /** What runs here, and how fast. The first call takes about 0.3 s for the {@link BlasSpeed}. */
  BlasReport report();

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

  /**
   * The first index of {@code array} at which a line of the cache starts: vectors that are read
   * from there on lie in one line each. 0 where that is of no use, as in Java code and for arrays
   * of less than 8 KiB. Found by measuring in about 0.05 ms, and true until the garbage collector
   * moves the array, the beginning of which is overwritten with zeros.
   */
  default int lineStart(float[] array) {
    return 0;
  }

  /** As the other, in double precision. */
  default int lineStart(double[] array) {
    return 0;
  }
}
