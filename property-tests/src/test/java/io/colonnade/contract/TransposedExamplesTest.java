package io.colonnade.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Activation;
import io.colonnade.ConvolutionBackend;
import io.colonnade.DataType;
import io.colonnade.PlanOptions;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.TransposedProblem;
import io.colonnade.transposed.TransposedConvolution;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small transposed convolutions written out by hand, and a gradient check, on every backend. */
class TransposedExamplesTest {
  /** The forward pass is linear in each operand, so that differences of any length are exact. */
  private static final double STEP = 1;

  private static final double DX_ERROR = 1e-8;
  private static final double DW_AND_DB_ERROR = 1e-9;

  static List<Evaluator<?>> evaluators() {
    return Evaluator.all();
  }

  static Stream<String> backends() {
    return ConvolutionBackend.all().stream().map(ConvolutionBackend::name);
  }

  /** The shape of the 4×4 input that a 3×3 kernel convolves to 2×2 is restored. */
  @ParameterizedTest
  @MethodSource("evaluators")
  void twoByTwoToFourByFourWithThreeByThree(Evaluator<?> run) {
    TransposedProblem problem = TransposedProblem.parse("c1_f1_i2x2_k3x3");
    double[] k = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    double[] x = {1, 10, 100, 1000};
    double[] y = {
      1, 12, 23, 30, //
      104, 1245, 2356, 3060, //
      407, 4578, 5689, 6090, //
      700, 7800, 8900, 9000
    };
    assertArrayEquals(y, run.transposed(problem, x, k, null));
    ConvolutionProblem full = ConvolutionProblem.parse("c1_f1_i2x2_k3x3_p2");
    double[] turned = {9, 8, 7, 6, 5, 4, 3, 2, 1};
    assertArrayEquals(y, run.forward(full, x, turned, null));
  }

  /** A 2×2 kernel of ones at stride 2 repeats every cell: nearest-neighbour upsampling. */
  @ParameterizedTest
  @MethodSource("evaluators")
  void upsamplingByTwo(Evaluator<?> run) {
    TransposedProblem problem = TransposedProblem.parse("c1_f1_i2x2_k2x2_s2");
    double[] y = {
      1, 1, 2, 2, //
      1, 1, 2, 2, //
      3, 3, 4, 4, //
      3, 3, 4, 4
    };
    double[] ones = {1, 1, 1, 1};
    assertArrayEquals(y, run.transposed(problem, new double[] {1, 2, 3, 4}, ones, null));
  }

  /** The kernel ½, 1, ½ at stride 2 interpolates linearly between the cells. */
  @ParameterizedTest
  @MethodSource("evaluators")
  void linearInterpolation(Evaluator<?> run) {
    TransposedProblem problem = TransposedProblem.parse("c1_f1_i3_k3_s2_p1_o6");
    double[] x = {2, 6, 4};
    double[] kernel = {0.5, 1, 0.5};
    assertArrayEquals(new double[] {2, 4, 6, 5, 4, 2}, run.transposed(problem, x, kernel, null));
    double[] bias = {10};
    assertArrayEquals(
        new double[] {12, 14, 16, 15, 14, 12}, run.transposed(problem, x, kernel, bias));
  }

  /** Transposed convolution undoes the shape of a convolution, not its values. */
  @ParameterizedTest
  @MethodSource("evaluators")
  void restoresTheShapeNotTheValues(Evaluator<?> run) {
    ConvolutionProblem convolution = ConvolutionProblem.parse("c1_f1_i4_k2");
    TransposedProblem transposed = new TransposedProblem(convolution);
    double[] x = {1, 2, 3, 4};
    double[] w = {1, 1};
    double[] z = run.forward(convolution, x, w, null);
    assertArrayEquals(new double[] {3, 5, 7}, z);
    double[] back = run.transposed(transposed, z, w, null);
    assertArrayEquals(convolution.xShape(), transposed.yShape());
    assertArrayEquals(new double[] {3, 8, 12, 7}, back);
    assertEquals(x.length, back.length);
    assertFalse(Arrays.equals(x, back));
  }

  @ParameterizedTest
  @MethodSource("backends")
  void gradientsAgreeWithCentralDifferences(String backend) {
    var run = new Evaluator<>(ConvolutionBackend.named(backend), DataType.FLOAT64);
    for (String text : List.of("n2_c4_f6_g2_i3x4_k3x2_s2x3_p1x0_d1x2_o6x13", "n2_c2_f3_i5_k3_p1")) {
      TransposedProblem problem = TransposedProblem.parse(text);
      Random random = new Random(231);
      double[] x = gaussian(random, problem.xSize());
      double[] w = gaussian(random, problem.wSize());
      double[] b = gaussian(random, problem.filters());
      double[] dy = gaussian(random, problem.ySize());
      assertNear(
          DX_ERROR,
          NumericalGradient.of(v -> run.transposed(problem, v, w, b), x, dy, STEP),
          run.transposedBackwardData(problem, dy, w));
      assertNear(
          DW_AND_DB_ERROR,
          NumericalGradient.of(v -> run.transposed(problem, x, v, b), w, dy, STEP),
          run.transposedBackwardWeights(problem, x, dy));
      assertNear(
          DW_AND_DB_ERROR,
          NumericalGradient.of(v -> run.transposed(problem, x, w, v), b, dy, STEP),
          run.transposedBackwardBias(problem, dy));
    }
  }

  private static void assertNear(double error, double[] numerical, double[] analytic) {
    double actual = NumericalGradient.relativeError(numerical, analytic);
    assertTrue(actual <= error, () -> "relative error " + actual + " exceeds " + error);
  }

  private static double[] gaussian(Random random, long size) {
    return IntStream.range(0, (int) size).mapToDouble(i -> random.nextGaussian()).toArray();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void refusesAnActivation(String backend) {
    TransposedProblem problem = TransposedProblem.parse("c1_f1_i2_k2");
    PlanOptions options = PlanOptions.defaults().withActivation(Activation.RELU);
    ConvolutionBackend named = ConvolutionBackend.named(backend);
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () -> new TransposedConvolution<>(named, problem, DataType.FLOAT32, options));
    assertTrue(
        error.toString().contains("must be none for a transposed convolution"), error::toString);
  }
}
