package io.colonnade.gemm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.colonnade.Activation;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.PlanOptions;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.reference.ReferenceBackend;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernel over lines by problems that reach each of its branches, and by random ones. */
class LinesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "n1_c2_f2_g2_i1_k1",
        "n2_c40_f40_g40_i7x7_k3x3_p1",
        "n2_c43_f43_g43_i9x8_k3x3_s2_p1",
        "n2_c520_f520_g520_i3x2_k2x2_p1",
        "n1_c11_f11_g11_i40x40_k3x3_s2_p1",
        "n1_c9_f18_g9_i40x23_k3x3_p1",
        "n1_c20_f40_g10_i9x9_k3x3_p1",
        "n2_c30_f20_g10_i9x8_k3x3_s2x1_p1_filters-last",
        "n2_c11_f11_g11_i9x8_k3x3_p1_channels-last",
        "n2_c12_f12_g12_i9x8_k3x3_p1_channels-last_filters-last",
        "n2_c20_f30_g10_i7x8_k3x3_s2_p1_channels-last",
        "n2_c20_f30_g10_i7x8_k3x3_p1_channels-last_filters-last",
        "n1_c8_f8_g8_i13x11_k7x7_p3",
        "n1_c3_f3_g3_i900_k9_p4",
        "n1_c8_f8_g8_i200x9_k3x3_s1_p40x1_d40x2",
        "n1_c8_f8_g8_i60x30_k3x3_s5x2_p0:2x1:0",
        "n1_c9_f9_g9_i6x6_k1x1_p7",
        "n1_c9_f9_g9_i6x6_k2x2_s5",
        "n1_c9_f9_g9_i5x6x7_k3x3x3_s2x1x2_p1",
        "n1_c9_f9_g9_i30x6x7_k3x3x3_p1",
        "n1_c2_f2_g2_i3x2x5x4_k2x2x3x3_p1",
        "n1_c2_f2_g2_i10x1_k2x2_s1x3_p1:2x1:0"
      })
  void equalsTheLoopsOnIntegers(String text) {
    ConvolutionProblem problem = ConvolutionProblem.parse(text);
    for (int threads = 1; threads <= 3; threads++) {
      PlanOptions options = PlanOptions.defaults().withThreads(threads);
      Forced.compare("lines", problem, DataType.FLOAT32, options);
      Forced.compare("lines", problem, DataType.FLOAT64, options);
      PlanOptions activated = options.withActivation(Activation.leakyRelu(0.5));
      Forced.compare("lines", problem, DataType.FLOAT32, activated);
    }
  }

  @Test
  void equalsTheLoopsOnRandomProblems() {
    Forced.compareRandom("lines", 6, 300, LinesTest::hasSmallGroups);
  }

  private static boolean hasSmallGroups(ConvolutionProblem problem) {
    return problem.groups() > 1 && problem.depth() * problem.filtersPerGroup() <= 512;
  }

  @Test
  void aWorkspaceLimitMakesTilesSmaller() {
    ConvolutionProblem problem = ConvolutionProblem.parse("n1_c9_f9_g9_i20x20_k3x3_p1");
    for (long limit : new long[] {1, 100_000, 400_000}) {
      PlanOptions options = PlanOptions.defaults().withWorkspaceLimit(limit);
      Forced.compare("lines", problem, DataType.FLOAT32, options);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "n1_c1_f1_i5x5_k3x3, needs several groups",
    "n1_c2_f2_g2_i5x5_k3x3_p1_reflect, needs zeros in the padding",
    "n1_c16_f16_g2_i5x5_k3x3, needs groups of at most 512 weights",
    "n1_c2_f2_g2_i400x400_k3x3, needs planes of at most 1048576 products",
    "n1_c2_f2_g2_i3x600_k3x3, needs rows of at most 2048 lines"
  })
  void refuses(String problem, String reason) {
    Forced.requireRefusal("lines", problem, reason);
  }

  @Test
  void aNanReachesJustTheSumsThatHaveIt() {
    ConvolutionProblem problem = ConvolutionProblem.parse("n2_c9_f9_g9_i6x5_k3x2_s2x1_p1");
    PlanOptions options = PlanOptions.defaults();
    ConvolutionPlan<float[]> got = Forced.plan("lines", problem, DataType.FLOAT32, options);
    ConvolutionPlan<float[]> want = new ReferenceBackend().plan(problem, DataType.FLOAT32);
    Random random = new Random(1);
    float[] x = LoopComparison.integers(DataType.FLOAT32, problem.xSize(), random);
    float[] w = LoopComparison.integers(DataType.FLOAT32, problem.wSize(), random);
    float[] y = LoopComparison.integers(DataType.FLOAT32, problem.ySize(), random);
    for (int i = 0; i < x.length; i += 7) {
      float[] poisoned = x.clone();
      poisoned[i] = Float.NaN;
      float[] y1 = new float[y.length];
      float[] y2 = new float[y.length];
      got.forward(poisoned, w, null, y1);
      want.forward(poisoned, w, null, y2);
      assertArrayEquals(y2, y1, "x[" + i + "]");
      float[] w1 = new float[w.length];
      float[] w2 = new float[w.length];
      got.backwardWeights(poisoned, y, w1);
      want.backwardWeights(poisoned, y, w2);
      assertArrayEquals(w2, w1, "x[" + i + "]");
    }
  }
}
