package io.colonnade.gemm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Accuracy;
import io.colonnade.Activation;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of outputs as products with lowered lines. */
class MecTest {
  private static final PlanOptions MEC =
      PlanOptions.defaults().withAlgorithm("mec").withAccuracy(Accuracy.STRICT);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "n1_c1_f1_i3x18_k3x3",
        "n2_c3_f5_i9x17_k3x3_p1",
        "n1_c3_f70_i11x40_k7x7_s2_p3",
        "n2_c4_f6_g2_i12x53_k5x4_s2x3_p2:1x0:2",
        "n1_c2_f3_i9x17_k3x3_s2x1_d1x3_p1x4",
        "n1_c2_f3_i9x90_k3x4_s1x4_d1x6_p0x7",
        "n1_c2_f3_i5x4_k3x3_p9x8",
        "n1_c2_f3_i6x60_k4x3_s3x4_p0:5x2:9",
        "n1_c2_f3_i3x2_k3x2_p1x9",
        "n1_c1_f20_i48x100_k3x3_p1",
        "n2_c5_f33_i17x20_k3x1_p1x0",
        "n3_c2_f4_i8x19_k2x9_p1x4_filters-last",
        "n1_c2_f70_i4x500_k3x3_p1",
        "n1_c40_f3_i200x19_k5x3_p2"
      })
  void equalsTheLoopsOnIntegers(String text) {
    ConvolutionProblem problem = ConvolutionProblem.parse(text);
    for (int threads = 1; threads <= 3; threads++) {
      PlanOptions options = MEC.withThreads(threads);
      compare(problem, DataType.FLOAT32, options);
      compare(problem, DataType.FLOAT64, options.withWorkspaceLimit(20_000));
      compare(problem, DataType.FLOAT32, options.withWorkspaceLimit(1));
      compare(problem, DataType.FLOAT32, options.withActivation(Activation.leakyRelu(0.5)));
    }
  }

  private static <A> void compare(
      ConvolutionProblem problem, DataType<A> type, PlanOptions options) {
    for (GemmBackend backend :
        new GemmBackend[] {new GemmBackend(new UnpackedLoops()), new GemmBackend(new LoopBlas())}) {
      ConvolutionPlan<A> plan = backend.plan(problem, type, options);
      assertEquals("mec", plan.explain(Pass.FORWARD).algorithm());
      LoopComparison.compare(plan, options);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"n2_c3_f130_i20x41_k5x5_s2_p2", "n1_c4_f50_g2_i9x30_k3x3_p1_filters-last"})
  void readsPreparedFilters(String text) {
    LoopComparison.comparePreparedForward(ConvolutionProblem.parse(text), MEC);
  }

  @ParameterizedTest
  @CsvSource({"mec, true", "mec, false", "width, true", "width, false", "planes, true"})
  void aNanOfTheFiltersDoesNotReachRowsThatSeePaddingOnly(String algorithm, boolean biased) {
    ConvolutionProblem problem = ConvolutionProblem.parse("n1_c1_f1_i2x18_k3x3_p5x1");
    float[] y = new float[(int) problem.ySize()];
    Arrays.fill(y, Float.NaN);
    float[] w = new float[9];
    Arrays.fill(w, Float.NaN);
    new GemmBackend(new UnpackedLoops())
        .plan(problem, DataType.FLOAT32, MEC.withAlgorithm(algorithm))
        .forward(new float[36], w, biased ? new float[] {3} : null, y);
    for (int i = 0; i < y.length; i++) {
      int row = i / 18;
      float outside = biased ? 3 : 0;
      assertEquals(row < 3 || row > 6 ? outside : Float.NaN, y[i], "row " + row);
    }
  }

  /** Two threads need no more than twice the limit, where that is enough for a row of outputs. */
  @ParameterizedTest
  @ValueSource(longs = {1 << 15, 1 << 17, 1 << 20})
  void keepsToTheLimit(long limit) {
    ConvolutionProblem problem = ConvolutionProblem.parse("n1_c3_f8_i60x64_k3x3_p1");
    PlanOptions options = MEC.withWorkspaceLimit(limit).withThreads(2);
    var explanation =
        new GemmBackend(new UnpackedLoops())
            .plan(problem, DataType.FLOAT32, options)
            .explain(Pass.FORWARD);
    long scratch = explanation.workspaceBytes() - explanation.preparedBytes();
    assertTrue(scratch <= 2 * limit, () -> scratch + " bytes");
    assertTrue(scratch > 0);
  }

  @ParameterizedTest
  @CsvSource({
    "n1_c2_f2_i9x9_k3x3_channels-last, needs channels first",
    "n1_c2_f2_i9x9_k3x3_p1_reflect, needs zeros in the padding",
    "n1_c2_f2_i9x9_k3x3_d2x1, 'needs a kernel of two axes, and dilation 1'",
    "n1_c2_f2_i9_k3, needs a kernel of two axes",
    "n1_c2_f2_i9x9_k3x3_s3, needs rows of outputs that share rows",
    "n1_c2_f2_i9x9_k1x3, needs rows of outputs that share rows",
    "n1_c2_f2_i9x17_k3x3, needs at least 16 positions in a row",
    "n1_c3000_f2_i9x20_k3x3, 'needs lines of at most 262,144 elements'",
    "n1_c1_f1_i2x1000000000_k2x1, 'needs lines of at most 262,144 elements'"
  })
  void saysWhereItDoesNotApply(String problem, String reason) {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new GemmBackend(new LoopBlas())
                    .plan(ConvolutionProblem.parse(problem), DataType.FLOAT32, MEC));
    assertTrue(String.valueOf(e.getMessage()).contains(reason), e::toString);
  }
}
