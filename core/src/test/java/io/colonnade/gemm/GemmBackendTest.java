package io.colonnade.gemm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.PlanOptions;
import io.colonnade.WriteMode;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.reference.ReferenceBackend;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The loop nests by hand-picked problems, on a BLAS of loops; the contract has the random ones. */
class GemmBackendTest {

  @ParameterizedTest
  @CsvSource({
    "n1_c1_f1_i1_k1",
    "n2_c3_f4_i7x6_k3x3_p1",
    "n1_c2_f3_i9x9_k3x3_s2_p1",
    "n1_c2_f2_i5x4_k1x1_p3",
    "n2_c4_f6_g2_i8x5_k3x2_s2x1_p1:0x0:2_d1x2",
    "n1_c6_f12_g6_i6x6_k3x3_p1",
    "n1_c1_f1_i5x5_k2x2_s4",
    "n3_c4_f5_i6x7_k1x1",
    "n2_c2_f3_i40_k5_s3_p2_d2",
    "n1_c2_f2_i4x5x6_k2x3x2_s1x2x1_p1x0x2",
    "n1_c2_f2_i3x3x4x3_k2x2x2x2_p1",
    "n1_c20_f3_i5x5_k5x5_p2",
    "n2_c3_f2_i30x33_k3x3_p1",
    "n1_c3_f2_i6x6_k3x3_s1x2_p4x9",
    "n1_c1_f1_i1x3_k1x2_p0x0:1_channels-last",
    "n2_c4_f6_g2_i5x4_k3x2_s1x2_p1_channels-last_filters-last",
    "n1_c3_f2_i5x4_k3x3_p2_reflect_filters-last",
    "n1_c2_f3_i7x4x3_k3x2x2_p2_circular_channels-last"
  })
  void equalsTheLoopsOnIntegers(String problem) {
    for (long limit : new long[] {1, 100, 2000, 0}) {
      for (int threads = 1; threads <= 3; threads++) {
        PlanOptions options = PlanOptions.defaults().withThreads(threads).withWorkspaceLimit(limit);
        compare(ConvolutionProblem.parse(problem), DataType.FLOAT32, options);
        compare(ConvolutionProblem.parse(problem), DataType.FLOAT64, options);
      }
    }
  }

  private static <A> void compare(
      ConvolutionProblem problem, DataType<A> type, PlanOptions options) {
    ConvolutionPlan<A> got = new GemmBackend(new LoopBlas()).plan(problem, type, options);
    ConvolutionPlan<A> want = new ReferenceBackend().plan(problem, type);
    Random random = new Random(problem.hashCode());
    A x = integers(type, problem.xSize(), random);
    A w = integers(type, problem.wSize(), random);
    A y = integers(type, problem.ySize(), random);
    A b = integers(type, problem.filters(), random);
    for (WriteMode mode : WriteMode.values()) {
      String what = problem + " " + type + " " + options + " " + mode;
      A y1 = start(type, y, mode);
      A y2 = start(type, y, mode);
      got.forward(x, 0, w, 0, b, 0, y1, 0, mode, null);
      want.forward(x, 0, w, 0, b, 0, y2, 0, mode, null);
      assertArrayEquals(doubles(type, y2), doubles(type, y1), what);
      A plain1 = start(type, y, mode);
      A plain2 = start(type, y, mode);
      got.forward(x, 0, w, 0, null, 0, plain1, 0, mode, null);
      want.forward(x, 0, w, 0, null, 0, plain2, 0, mode, null);
      assertArrayEquals(doubles(type, plain2), doubles(type, plain1), what);
      A x1 = start(type, x, mode);
      A x2 = start(type, x, mode);
      got.backwardData(y, 0, w, 0, x1, 0, mode, null);
      want.backwardData(y, 0, w, 0, x2, 0, mode, null);
      assertArrayEquals(doubles(type, x2), doubles(type, x1), what);
      A w1 = start(type, w, mode);
      A w2 = start(type, w, mode);
      got.backwardWeights(x, 0, y, 0, w1, 0, mode, null);
      want.backwardWeights(x, 0, y, 0, w2, 0, mode, null);
      assertArrayEquals(doubles(type, w2), doubles(type, w1), what);
      A b1 = start(type, b, mode);
      A b2 = start(type, b, mode);
      got.backwardBias(y, 0, b1, 0, mode, null);
      want.backwardBias(y, 0, b2, 0, mode, null);
      assertArrayEquals(doubles(type, b2), doubles(type, b1), what);
    }
  }

  /** What an output holds before the call: NaN where it is overwritten. */
  private static <A> A start(DataType<A> type, A like, WriteMode mode) {
    A array = type.newArray(type.length(like));
    for (int i = 0; i < type.length(array); i++) {
      type.set(array, i, mode == WriteMode.OVERWRITE ? Double.NaN : i % 7);
    }
    return array;
  }

  private static <A> A integers(DataType<A> type, long size, Random random) {
    A array = type.newArray((int) size);
    for (int i = 0; i < size; i++) {
      type.set(array, i, random.nextInt(9) - 4);
    }
    return array;
  }

  private static <A> double[] doubles(DataType<A> type, A array) {
    double[] values = new double[type.length(array)];
    Arrays.setAll(values, i -> type.get(array, i) + 0.0);
    return values;
  }
}
