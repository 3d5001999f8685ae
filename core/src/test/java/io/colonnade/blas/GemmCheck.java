package io.colonnade.blas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.DataType;
import java.util.Arrays;
import java.util.Random;

/**
 * Holds a {@link Blas} against a triple loop on small integers, where every result is exact.
 *
 * <p>Whatever must not be read is NaN: C before it is overwritten, and the elements of all three
 * arrays before, between and after the rows.
 */
final class GemmCheck {

  /** Both sides of OpenBLAS's path for small products, m·n·k up to 10⁶, and its block edges. */
  private static final int[][] SIZES = {
    {1, 1, 1},
    {1, 9, 4},
    {9, 1, 4},
    {7, 5, 1},
    {2, 3, 5},
    {4, 16, 8},
    {17, 33, 3},
    {31, 15, 64},
    {64, 64, 64},
    {65, 47, 129},
    {100, 100, 100},
    {100, 101, 100},
    {48, 192, 180},
    {129, 250, 70},
    {1, 1030, 1030},
    {1030, 1, 1030},
    {300, 300, 1}
  };

  private GemmCheck() {}

  /** One element type's overload of gemm. */
  private interface Gemm<A> {
    void apply(Product p, A a, A b, boolean accumulate, A c);
  }

  /** A product's shape, with offsets and leading dimensions that leave gaps. */
  private record Product(boolean transposeA, boolean transposeB, int m, int n, int k) {
    static final int A_OFFSET = 3;
    static final int B_OFFSET = 5;
    static final int C_OFFSET = 2;

    int lda() {
      return (transposeA ? m : k) + 2;
    }

    int ldb() {
      return (transposeB ? k : n) + 1;
    }

    int ldc() {
      return n + 3;
    }

    int a(int i, int p) {
      return A_OFFSET + (transposeA ? p * lda() + i : i * lda() + p);
    }

    int b(int p, int j) {
      return B_OFFSET + (transposeB ? j * ldb() + p : p * ldb() + j);
    }

    int c(int i, int j) {
      return C_OFFSET + i * ldc() + j;
    }

    int aLength() {
      return A_OFFSET + (transposeA ? k : m) * lda() + 1;
    }

    int bLength() {
      return B_OFFSET + (transposeB ? n : k) * ldb() + 1;
    }

    int cLength() {
      return C_OFFSET + m * ldc() + 1;
    }
  }

  /** Fails unless {@code blas} computes every product of both types. */
  static void check(Blas blas) {
    for (int[] size : SIZES) {
      check(blas, size[0], size[1], size[2]);
    }
  }

  /** Fails unless {@code blas} computes the products of this size. */
  static void check(Blas blas, int m, int n, int k) {
    for (int variant = 0; variant < 8; variant++) {
      Product p = new Product((variant & 1) != 0, (variant & 2) != 0, m, n, k);
      boolean accumulate = (variant & 4) != 0;
      check(DataType.FLOAT32, p, accumulate, f32(blas), blas);
      check(DataType.FLOAT64, p, accumulate, f64(blas), blas);
    }
  }

  private static Gemm<float[]> f32(Blas blas) {
    return (p, a, b, accumulate, c) ->
        blas.gemm(
            p.transposeA,
            p.transposeB,
            p.m,
            p.n,
            p.k,
            a,
            Product.A_OFFSET,
            p.lda(),
            b,
            Product.B_OFFSET,
            p.ldb(),
            accumulate,
            c,
            Product.C_OFFSET,
            p.ldc());
  }

  private static Gemm<double[]> f64(Blas blas) {
    return (p, a, b, accumulate, c) ->
        blas.gemm(
            p.transposeA,
            p.transposeB,
            p.m,
            p.n,
            p.k,
            a,
            Product.A_OFFSET,
            p.lda(),
            b,
            Product.B_OFFSET,
            p.ldb(),
            accumulate,
            c,
            Product.C_OFFSET,
            p.ldc());
  }

  private static <A> void check(
      DataType<A> type, Product p, boolean accumulate, Gemm<A> gemm, Blas blas) {
    Random random = new Random(p.hashCode());
    A a = nans(type, p.aLength());
    A b = nans(type, p.bLength());
    A c = nans(type, p.cLength());
    for (int q = 0; q < p.k; q++) {
      for (int i = 0; i < p.m; i++) {
        type.set(a, p.a(i, q), random.nextInt(17) - 8);
      }
      for (int j = 0; j < p.n; j++) {
        type.set(b, p.b(q, j), random.nextInt(17) - 8);
      }
    }
    if (accumulate) {
      for (int i = 0; i < p.m; i++) {
        for (int j = 0; j < p.n; j++) {
          type.set(c, p.c(i, j), random.nextInt(17) - 8);
        }
      }
    }
    double[] aBefore = values(type, a);
    double[] bBefore = values(type, b);
    double[] want = values(type, c);
    multiply(p, aBefore, bBefore, accumulate, want);
    gemm.apply(p, a, b, accumulate, c);
    String what = "%s of %s, %s, accumulate=%s".formatted(p, type, blas, accumulate);
    assertArrayEquals(want, values(type, c), what);
    assertArrayEquals(aBefore, values(type, a), "A of " + what);
    assertArrayEquals(bBefore, values(type, b), "B of " + what);
  }

  private static void multiply(Product p, double[] a, double[] b, boolean accumulate, double[] c) {
    for (int i = 0; i < p.m; i++) {
      for (int j = 0; j < p.n; j++) {
        double sum = accumulate ? c[p.c(i, j)] : 0;
        for (int q = 0; q < p.k; q++) {
          sum += a[p.a(i, q)] * b[p.b(q, j)];
        }
        c[p.c(i, j)] = sum;
      }
    }
  }

  /**
   * Fails unless one NaN or infinity in A makes NaN of its row of C, and one in B of its column,
   * where all else is zero, and of nothing else.
   */
  static void checkPropagation(Blas blas) {
    for (int[] size : SIZES) {
      for (int variant = 0; variant < 8; variant++) {
        Product p = new Product((variant & 1) != 0, (variant & 2) != 0, size[0], size[1], size[2]);
        boolean inA = (variant & 4) != 0;
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
          checkPropagation(DataType.FLOAT32, p, inA, value, f32(blas), blas);
          checkPropagation(DataType.FLOAT64, p, inA, value, f64(blas), blas);
        }
      }
    }
  }

  private static <A> void checkPropagation(
      DataType<A> type, Product p, boolean inA, double value, Gemm<A> gemm, Blas blas) {
    A a = type.newArray(p.aLength());
    A b = type.newArray(p.bLength());
    A c = type.newArray(p.cLength());
    int row = p.m / 2;
    int column = p.n / 2;
    type.set(inA ? a : b, inA ? p.a(row, p.k / 2) : p.b(p.k / 2, column), value);
    gemm.apply(p, a, b, false, c);
    for (int i = 0; i < p.m; i++) {
      for (int j = 0; j < p.n; j++) {
        double want = (inA ? i == row : j == column) ? Double.NaN : 0;
        assertEquals(
            want,
            type.get(c, p.c(i, j)),
            () -> "%s of %s, %s, %s in %s".formatted(p, type, blas, value, inA ? "A" : "B"));
      }
    }
  }

  private static <A> A nans(DataType<A> type, int length) {
    A array = type.newArray(length);
    for (int i = 0; i < length; i++) {
      type.set(array, i, Double.NaN);
    }
    return array;
  }

  private static <A> double[] values(DataType<A> type, A array) {
    double[] values = new double[type.length(array)];
    Arrays.setAll(values, i -> type.get(array, i));
    return values;
  }
}
