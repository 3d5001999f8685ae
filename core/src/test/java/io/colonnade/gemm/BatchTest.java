package io.colonnade.gemm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Activation;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.reference.ReferenceBackend;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images side by side in one product. */
class BatchTest {
  private static final List<Pass> PASSES =
      List.of(Pass.FORWARD, Pass.BACKWARD_DATA, Pass.BACKWARD_WEIGHTS);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "n2_c3_f4_i5x6_k3x3_p1",
        "n5_c20_f18_i7x7_k1x1",
        "n7_c6_f36_g2_i9x8_k3x2_s2x1_p1:0x2:1",
        "n3_c20_f18_i7x7_k1x1_s2_p3",
        "n4_c6_f8_i5x5_k3x3_p2_d2_filters-last",
        "n3_c4_f6_i6x5_k3x3_p2_reflect",
        "n23_c5_f3_i6x7_k2x3",
        "n6_c3_f520_i4x4_k3x3_p1",
        "n3_c4_f2050_g2_i3x3_k2x2",
        "n40_c9_f5_i200_k4_s3_p2",
        "n4_c2_f4_g2_i3x4x5_k2x2x2_p1"
      })
  void equalsTheLoopsOnIntegers(String text) {
    ConvolutionProblem problem = ConvolutionProblem.parse(text);
    for (int threads = 1; threads <= 3; threads++) {
      PlanOptions options = PlanOptions.defaults().withThreads(threads).withAlgorithm("batch");
      compare(problem, DataType.FLOAT32, options);
      compare(problem, DataType.FLOAT64, options.withWorkspaceLimit(40_000_000));
      compare(problem, DataType.FLOAT32, options.withActivation(Activation.leakyRelu(0.5)));
    }
  }

  private static <A> void compare(
      ConvolutionProblem problem, DataType<A> type, PlanOptions options) {
    ConvolutionPlan<A> plan = new GemmBackend(new UnpackedLoops()).plan(problem, type, options);
    for (Pass pass : PASSES) {
      assertEquals("batch", plan.explain(pass).algorithm());
    }
    LoopComparison.compare(plan, options);
  }

  @ParameterizedTest
  @ValueSource(strings = {"n9_c40_f70_i11x12_k3x3_p1", "n3_c20_f600_i8x8_k1x1_filters-last"})
  void readsPreparedFilters(String text) {
    LoopComparison.comparePreparedForward(
        ConvolutionProblem.parse(text), PlanOptions.defaults().withAlgorithm("batch"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"n4_c20_f130_i3x5_k3x3_p1", "n9_c40_f70_i11x12_k3x3_p1"})
  void readsFiltersPreparedForTheGradientOfTheInput(String text) {
    ConvolutionProblem problem = ConvolutionProblem.parse(text);
    Random random = new Random(5);
    float[] dy = LoopComparison.integers(DataType.FLOAT32, problem.ySize(), random);
    float[] w = LoopComparison.integers(DataType.FLOAT32, problem.wSize(), random);
    float[] want = new float[(int) problem.xSize()];
    new ReferenceBackend().plan(problem, DataType.FLOAT32).backwardData(dy, w, want);
    PlanOptions options = PlanOptions.defaults().withAlgorithm("batch").withPreparedFilters();
    for (int threads = 1; threads <= 3; threads++) {
      ConvolutionPlan<float[]> plan =
          new GemmBackend(new UnpackedLoops())
              .plan(problem, DataType.FLOAT32, options.withThreads(threads));
      assertEquals(4 * problem.wSize(), plan.explain(Pass.BACKWARD_DATA).preparedBytes());
      float[] got = new float[want.length];
      Arrays.fill(got, Float.NaN);
      plan.backwardData(dy, plan.prepare(Pass.BACKWARD_DATA, w, 0), got);
      assertArrayEquals(want, got);
    }
  }

  @ParameterizedTest
  @CsvSource({"n3_c1_f3_i207_k4_p2:1_filters-last, 208", "n9_c7_f20_i5x4_k3x3_p1, 48"})
  void keepsToTheLimitDownToTwoRowsOfOneImage(String text, int row) {
    ConvolutionProblem problem = ConvolutionProblem.parse(text);
    PlanOptions options = PlanOptions.defaults().withAlgorithm("batch");
    long least = 2L * row * Float.BYTES;
    assertEquals(least, workspace(problem, options.withWorkspaceLimit(1), Pass.FORWARD));
    for (long limit = least; limit < 100_000; limit += 499) {
      PlanOptions limited = options.withWorkspaceLimit(limit);
      for (Pass pass : PASSES) {
        long bytes = workspace(problem, limited, pass);
        assertTrue(bytes <= limit, pass + ": " + bytes + " > " + limit);
      }
      if (limit % 9 == 0 || limit == least) {
        compare(problem, DataType.FLOAT32, limited);
      }
    }
  }

  private static long workspace(ConvolutionProblem problem, PlanOptions options, Pass pass) {
    return new GemmBackend(new UnpackedLoops())
        .plan(problem, DataType.FLOAT32, options)
        .explain(pass)
        .workspaceBytes();
  }

  @ParameterizedTest
  @CsvSource({
    "n1_c2_f2_i5x5_k3x3, needs a batch with at most 224 positions an image",
    "n2_c2_f2_i15x15_k1x1, needs a batch with at most 224 positions an image",
    "n2_c2_f2_i5x5_k3x3_channels-last, needs channels first"
  })
  void refuses(String problem, String reason) {
    Forced.requireRefusal("batch", problem, reason);
  }

  @ParameterizedTest
  @CsvSource({
    "n8_c512_f512_i14x14_k3x3_s2_p1, BACKWARD_DATA, batch",
    "n16_c512_f512_i2x2_k3x3_p1, BACKWARD_DATA, batch",
    "n16_c512_f512_i2x2_k3x3_p1, BACKWARD_WEIGHTS, batch",
    "n8_c512_f512_i4x4_k3x3_p1, BACKWARD_WEIGHTS, batch",
    "n8_c192_f512_i7x7_k1x1, BACKWARD_WEIGHTS, pointwise"
  })
  void isChosenInTheGradientsWhereImagesAreTooSmall(String text, Pass pass, String algorithm) {
    ConvolutionPlan<float[]> plan =
        new GemmBackend(new UnpackedLoops())
            .plan(ConvolutionProblem.parse(text), DataType.FLOAT32, PlanOptions.defaults());
    assertEquals(algorithm, plan.explain(pass).algorithm());
  }

  @ParameterizedTest
  @CsvSource({
    "n8_c512_f512_i7x7_k3x3_p1, batch",
    "n8_c512_f512_i14x14_k3x3_s2_p1, batch",
    "n1_c512_f512_i7x7_k3x3_p1, im2col",
    "n8_c1024_f256_i14x14_k1x1, pointwise",
    "n8_c256_f32_i5x5_k1x1, pointwise",
    "n8_c32_f320_i8x8_k3x3_p1, im2col",
    "n32_c48_f2048_i7x7_k1x1, im2col",
    "n8_c320_f192_i8x8_k3x3_p1, winograd2"
  })
  void isChosenWhereFiltersComeWithTheCallAndImagesAreTooSmall(String text, String algorithm) {
    ConvolutionPlan<float[]> plan =
        new GemmBackend(new UnpackedLoops())
            .plan(ConvolutionProblem.parse(text), DataType.FLOAT32, PlanOptions.defaults());
    assertEquals(algorithm, plan.explain(Pass.FORWARD).algorithm());
  }
}
