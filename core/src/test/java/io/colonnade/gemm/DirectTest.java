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

/** The direct kernels by problems that reach each of their branches, and by random ones. */
class DirectTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "n1_c1_f1_i1_k1",
        "n2_c40_f40_g40_i7x7_k3x3_p1",
        "n2_c7_f7_g7_i14x14_k3x3_s2_p1",
        "n1_c3_f6_g3_i56x56_k3x3_p1",
        "n1_c2_f2_g2_i112x112_k3x3_s2_p1",
        "n1_c4_f8_g2_i9x9_k3x3_p1",
        "n2_c6_f4_g2_i9x8_k3x3_s2x1_p1_filters-last",
        "n1_c3_f3_g3_i13x11_k7x7_p3",
        "n1_c2_f2_g2_i12x13_k11x12_p5x6",
        "n1_c2_f2_g2_i30x700_k3x5_p1x2",
        "n1_c2_f2_g2_i30x700_k3x5_s1x3_p1x2:0",
        "n1_c2_f2_g2_i5000_k9_p4",
        "n1_c2_f2_g2_i5000_k3_s2_p400_d400",
        "n1_c2_f2_g2_i40x40_k3x3_p9_d9",
        "n1_c1_f1_i12x12_k2x2_d11",
        "n1_c2_f2_g2_i6x6_k1x1_p7",
        "n1_c2_f2_g2_i6x6_k2x2_s5",
        "n1_c2_f2_g2_i5x6x7_k3x3x3_s2x1x2_p1",
        "n1_c2_f2_g2_i3x2x5x4_k2x2x3x3_p1",
        "n1_c2_f2_g2_i10x1_k2x2_s1x3_p1:2x1:0",
        "n1_c1_f1_i4x9_k3x4_s3x5_p0:2x2:0"
      })
  void equalsTheLoopsOnIntegers(String text) {
    ConvolutionProblem problem = ConvolutionProblem.parse(text);
    for (int threads = 1; threads <= 3; threads++) {
      PlanOptions options = PlanOptions.defaults().withThreads(threads);
      Forced.compare("direct", problem, DataType.FLOAT32, options);
      Forced.compare("direct", problem, DataType.FLOAT64, options);
      Forced.compare(
          "direct", problem, DataType.FLOAT32, options.withActivation(Activation.leakyRelu(0.5)));
    }
  }

  @Test
  void equalsTheLoopsOnRandomProblems() {
    Forced.compareRandom("direct", 5, 400, problem -> true);
  }

  @ParameterizedTest
  @CsvSource({
    "n1_c1_f1_i5x5_k3x3_channels-last, needs channels first",
    "n1_c1_f1_i5x5_k3x3_p1_reflect, needs zeros in the padding",
    "n1_c33_f1_i5x5_k3x3, needs groups of at most 32 channels and filters",
    "n1_c1_f1_i50x50_k3x3_s17x1, needs strides of at most 16",
    "n1_c1_f1_i5000_k2_d1024, needs kernels of at most 1024 cells a row",
    "n1_c1_f1_i3_k2_s16_p20000000, 'needs axes of at most 16777216 cells, padding included'"
  })
  void refuses(String problem, String reason) {
    Forced.requireRefusal("direct", problem, reason);
  }

  @Test
  void aNanOfTheInputReachesJustTheWindowsThatCoverIt() {
    for (String text :
        new String[] {
          "n2_c3_f3_g3_i7x7_k3x3_p1",
          "n1_c2_f4_g2_i6x5_k3x3_s2_p1",
          "n1_c1_f1_i6x7_k2x3",
          "n1_c1_f1_i6x7_k2x3_s1x3_p2"
        }) {
      ConvolutionProblem problem = ConvolutionProblem.parse(text);
      ConvolutionPlan<float[]> got =
          Forced.plan("direct", problem, DataType.FLOAT32, PlanOptions.defaults());
      ConvolutionPlan<float[]> want = new ReferenceBackend().plan(problem, DataType.FLOAT32);
      Random random = new Random(1);
      float[] x = LoopComparison.integers(DataType.FLOAT32, problem.xSize(), random);
      float[] w = LoopComparison.integers(DataType.FLOAT32, problem.wSize(), random);
      float[] y = LoopComparison.integers(DataType.FLOAT32, problem.ySize(), random);
      for (int i = 0; i < x.length; i++) {
        float[] poisoned = x.clone();
        poisoned[i] = i % 2 == 0 ? Float.NaN : Float.POSITIVE_INFINITY;
        float[] y1 = new float[y.length];
        float[] y2 = new float[y.length];
        got.forward(poisoned, w, null, y1);
        want.forward(poisoned, w, null, y2);
        assertArrayEquals(y2, y1, text + " x[" + i + "]");
        float[] w1 = new float[w.length];
        float[] w2 = new float[w.length];
        got.backwardWeights(poisoned, y, w1);
        want.backwardWeights(poisoned, y, w2);
        assertArrayEquals(w2, w1, text + " x[" + i + "]");
      }
      for (int i = 0; i < y.length; i++) {
        float[] poisoned = y.clone();
        poisoned[i] = Float.NaN;
        float[] x1 = new float[x.length];
        float[] x2 = new float[x.length];
        got.backwardData(poisoned, w, x1);
        want.backwardData(poisoned, w, x2);
        assertArrayEquals(x2, x1, text + " dy[" + i + "]");
      }
    }
  }
}
