package io.colonnade.bench.throughput;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Pass;
import io.colonnade.bench.throughput.GemmContender.Division;
import io.colonnade.bench.throughput.GemmContender.Operands;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class GemmContenderTest {

  /** Two groups of five filters, K = 27, P = 35: no size is a multiple of a block's. */
  private static final ConvolutionProblem PROBLEM =
      ConvolutionProblem.parse("n3_c6_f10_g2_i5x7_k3x3_p1");

  private static final List<Blocking> BLOCKINGS =
      Stream.concat(
              Stream.of(Blocking.WHOLE, new Blocking(8, 2, 4), new Blocking(3, 4, 100)),
              Blocking.BLOCKS.stream())
          .toList();

  private long multiplications;

  private void gemm(
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
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = accumulate ? c[cOffset + i * ldc + j] : 0;
        for (int l = 0; l < k; l++) {
          sum +=
              a[aOffset + (transposeA ? l * lda + i : i * lda + l)]
                  * b[bOffset + (transposeB ? j * ldb + l : l * ldb + j)];
        }
        c[cOffset + i * ldc + j] = sum;
      }
    }
    synchronized (this) {
      multiplications += (long) m * n * k;
    }
  }

  private static double[] integers(int size) {
    double[] values = new double[size];
    Arrays.setAll(values, i -> i * 7 % 11 - 5);
    return values;
  }

  private static Operands<double[]> operands(MatrixProduct product, int threads) {
    List<double[]> c = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      c.add(new double[product.rows() * product.columns()]);
    }
    c.forEach(matrix -> Arrays.fill(matrix, Double.NaN));
    return new Operands<>(
        integers(product.rows() * product.inner()),
        integers(product.inner() * product.columns()),
        c);
  }

  /**
   * What all calls together leave in the matrices of the threads: their sum where threads share
   * what is summed over, else what any of them wrote, on which all must agree.
   */
  private static double[] together(boolean sum, List<double[]> c) {
    double[] all = c.get(0).clone();
    for (double[] part : c.subList(1, c.size())) {
      for (int i = 0; i < all.length; i++) {
        if (sum) {
          all[i] += part[i];
        } else if (Double.isNaN(all[i])) {
          all[i] = part[i];
        } else if (!Double.isNaN(part[i])) {
          assertEquals(all[i], part[i]);
        }
      }
    }
    return all;
  }

  private double[] expected(MatrixProduct product, Operands<double[]> operands) {
    double[] c = new double[product.rows() * product.columns()];
    product.run(
        this::gemm, operands.a(), operands.b(), c, product.range(0, product.positions()), false);
    double planes = product.sumsOverPositions() ? PROBLEM.batch() * PROBLEM.groups() : 1.0;
    return Arrays.stream(c).map(value -> planes * value).toArray();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "BACKWARD_BIAS")
  void everyBlockingAndDivisionOnAnyThreadsMultipliesTheSameOnce(Pass pass) {
    for (Division division : Division.values()) {
      for (Blocking blocking : BLOCKINGS) {
        for (int threads : new int[] {1, 2, 3, 8}) {
          multiplies(MatrixProduct.of(PROBLEM, pass), division, blocking, threads);
        }
      }
    }
  }

  private void multiplies(
      MatrixProduct product, Division division, Blocking blocking, int threads) {
    int calls = 2;
    Operands<double[]> operands = operands(product, threads);
    double[] expected = expected(product, operands);
    multiplications = 0;
    try (Threads pool = new Threads(threads)) {
      var contender =
          new GemmContender<>(this::gemm, product, operands, PROBLEM, blocking, division, pool);
      assertTrue(contender.nanos(calls) > 0);
    }
    String what = "%s %s by %s on %d".formatted(product, blocking, division, threads);
    assertEquals(calls * PROBLEM.flops() / 2, multiplications, what);
    boolean sum = product.sumsOverPositions() && division == Division.POSITIONS;
    assertArrayEquals(expected, together(sum, operands.c()), what);
  }
}
