package io.colonnade.gemm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.colonnade.Activation;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.PlanOptions;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lowered columns where windows hold padding only, which are not lowered. */
class Im2colTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "n2_c20_f18_i7x7_k1x1_s2_p3",
        "n2_c20_f18_i7x7_k1x1_s2_p3_channels-last",
        "n1_c20_f18_i7x7_k1x1_s2_p3_filters-last",
        "n2_c6_f36_g2_i5x4_k2x2_p5:0x0:5",
        "n2_c6_f36_g2_i5x4_k2x2_p0:5x5:0_channels-last",
        "n1_c3_f4_i4x5x6_k1x2x1_p2x3x1",
        "n1_c3_f4_i4x5x6_k1x2x1_p0:2x3:0x1_channels-last",
        "n1_c3_f4_i9x1_k3x2_s4x3_p20x1_d9x1",
        "n1_c2_f3_i1x4_k1_s2x1_p1x0",
        "n1_c2_f3_i1_k1_s2_p1",
        "n2_c5_f6_i3x3_k2x2_p2_circular",
        "n2_c5_f6_i4x4_k2x2_p3_reflect"
      })
  void equalsTheLoopsOnIntegers(String text) {
    ConvolutionProblem problem = ConvolutionProblem.parse(text);
    for (int threads = 1; threads <= 3; threads++) {
      PlanOptions options = PlanOptions.defaults().withThreads(threads);
      Forced.compare("im2col", problem, DataType.FLOAT32, options);
      Forced.compare("im2col", problem, DataType.FLOAT64, options.withWorkspaceLimit(600));
      PlanOptions activated = options.withActivation(Activation.clamp(-3, 2));
      Forced.compare("im2col", problem, DataType.FLOAT32, activated);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"n3_c5_f520_i4x3_k1x1", "n2_c6_f771_g3_i2x5_k1x1_filters-last"})
  void tasksShareOutTheFiltersOfTheInputItself(String text) {
    ConvolutionProblem problem = ConvolutionProblem.parse(text);
    for (int threads = 1; threads <= 4; threads++) {
      PlanOptions options = PlanOptions.defaults().withThreads(threads);
      Forced.compare("pointwise", problem, DataType.FLOAT32, options);
    }
  }

  @ParameterizedTest
  @CsvSource({"im2col, n1_c20_f18_i7x7_k1x1_s2_p3", "batch, n5_c20_f18_i7x7_k1x1_s2_p3"})
  void gradientsOfOutputsThatSeePaddingOnlyReachNothing(String algorithm, String text) {
    ConvolutionProblem problem = ConvolutionProblem.parse(text);
    ConvolutionPlan<float[]> plan =
        Forced.plan(algorithm, problem, DataType.FLOAT32, PlanOptions.defaults());
    Random random = new Random(1);
    float[] x = LoopComparison.integers(DataType.FLOAT32, problem.xSize(), random);
    float[] w = LoopComparison.integers(DataType.FLOAT32, problem.wSize(), random);
    float[] dy = LoopComparison.integers(DataType.FLOAT32, problem.ySize(), random);
    float[] poisoned = dy.clone();
    for (int plane = 0; plane < poisoned.length; plane += 49) {
      Arrays.fill(poisoned, plane, plane + 14, Float.NaN);
      Arrays.fill(poisoned, plane + 35, plane + 49, Float.NaN);
    }
    float[] want = new float[w.length];
    float[] got = new float[w.length];
    plan.backwardWeights(x, dy, want);
    plan.backwardWeights(x, poisoned, got);
    assertArrayEquals(want, got);
    float[] wantX = new float[x.length];
    float[] gotX = new float[x.length];
    plan.backwardData(dy, w, wantX);
    plan.backwardData(poisoned, w, gotX);
    assertArrayEquals(wantX, gotX);
  }
}
