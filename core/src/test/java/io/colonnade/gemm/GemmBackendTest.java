package io.colonnade.gemm;

import io.colonnade.DataType;
import io.colonnade.PlanOptions;
import io.colonnade.geometry.ConvolutionProblem;
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
    LoopComparison.compare(new GemmBackend(new LoopBlas()).plan(problem, type, options), options);
  }
}
