package io.colonnade.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.FilterLayout;
import io.colonnade.geometry.Layout;
import io.colonnade.geometry.PaddingMode;
import io.colonnade.reference.ConvolutionalGradients;
import io.colonnade.reference.UnrolledConvolution;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small convolutions written out by hand, on every backend. */
class WorkedExamplesTest {
  private static final double[] UNITS = {1, 10, 100, 1000};

  static List<Evaluator<?>> evaluators() {
    return Evaluator.all();
  }

  private static double[] oneTo(int last) {
    return IntStream.rangeClosed(1, last).asDoubleStream().toArray();
  }

  private static double[] reversed(double... values) {
    return IntStream.range(0, values.length)
        .mapToDouble(i -> values[values.length - 1 - i])
        .toArray();
  }

  private static double[] oneHot(int length, int at) {
    double[] values = new double[length];
    values[at] = 1;
    return values;
  }

  private static double[] join(double[]... parts) {
    return Arrays.stream(parts).flatMapToDouble(DoubleStream::of).toArray();
  }

  @ParameterizedTest
  @MethodSource("evaluators")
  void forwardOfThreeByThreeWithTwoByTwo(Evaluator<?> run) {
    double[] a = {3, 1, 4, 1, 5, 9, 2, 6, 5};
    double[] w = {2, 7, 1, 8};
    double b = 0.5;
    double[] z = {
      a[0] * w[0] + a[1] * w[1] + a[3] * w[2] + a[4] * w[3] + b,
      a[1] * w[0] + a[2] * w[1] + a[4] * w[2] + a[5] * w[3] + b,
      a[3] * w[0] + a[4] * w[1] + a[6] * w[2] + a[7] * w[3] + b,
      a[4] * w[0] + a[5] * w[1] + a[7] * w[2] + a[8] * w[3] + b
    };
    ConvolutionProblem problem = ConvolutionProblem.parse("c1_f1_i3x3_k2x2");
    assertArrayEquals(z, run.forward(problem, a, w, new double[] {b}));
  }

  @ParameterizedTest
  @MethodSource("evaluators")
  void derivativesOfOneOutputAreItsPatchAndThePlacedKernel(Evaluator<?> run) {
    ConvolutionProblem problem = ConvolutionProblem.parse("c1_f1_i3x3_k2x2");
    double[] a = {3, 1, 4, 1, 5, 9, 2, 6, 5};
    double[] w = {2, 7, 1, 8};
    double[][] patches = {
      {a[0], a[1], a[3], a[4]},
      {a[1], a[2], a[4], a[5]},
      {a[3], a[4], a[6], a[7]},
      {a[4], a[5], a[7], a[8]}
    };
    double[][] kernels = {
      {w[0], w[1], 0, w[2], w[3], 0, 0, 0, 0},
      {0, w[0], w[1], 0, w[2], w[3], 0, 0, 0},
      {0, 0, 0, w[0], w[1], 0, w[2], w[3], 0},
      {0, 0, 0, 0, w[0], w[1], 0, w[2], w[3]}
    };
    for (int i = 0; i < 4; i++) {
      assertArrayEquals(patches[i], run.backwardWeights(problem, a, oneHot(4, i)));
      assertArrayEquals(kernels[i], run.backwardData(problem, oneHot(4, i), w));
    }
  }

  @ParameterizedTest
  @MethodSource("evaluators")
  void unrolledMatrixOfFourByFourWithThreeByThree(Evaluator<?> run) {
    ConvolutionProblem problem = ConvolutionProblem.parse("c1_f1_i4x4_k3x3");
    double[] k = oneTo(9);
    UnrolledConvolution unrolled = new UnrolledConvolution(problem, k);
    assertEquals(4, unrolled.rows());
    assertEquals(16, unrolled.columns());
    double[][] rows = {
      {1, 2, 3, 0, 4, 5, 6, 0, 7, 8, 9, 0, 0, 0, 0, 0},
      {0, 1, 2, 3, 0, 4, 5, 6, 0, 7, 8, 9, 0, 0, 0, 0},
      {0, 0, 0, 0, 1, 2, 3, 0, 4, 5, 6, 0, 7, 8, 9, 0},
      {0, 0, 0, 0, 0, 1, 2, 3, 0, 4, 5, 6, 0, 7, 8, 9}
    };
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; column < rows[row].length; column++) {
        assertEquals(rows[row][column], unrolled.get(row, column));
      }
    }
    double[] a = oneTo(16);
    double[] h = {348, 393, 528, 573};
    assertArrayEquals(h, unrolled.forward(a));
    assertArrayEquals(h, run.forward(problem, a, k, null));
  }

  @ParameterizedTest
  @MethodSource("evaluators")
  void dataGradientAtStrideOneInThreeForms(Evaluator<?> run) {
    ConvolutionProblem problem = ConvolutionProblem.parse("c1_f1_i4x4_k3x3");
    double[] k = oneTo(9);
    double[] dx = {
      1, 12, 23, 30, //
      104, 1245, 2356, 3060, //
      407, 4578, 5689, 6090, //
      700, 7800, 8900, 9000
    };
    assertArrayEquals(dx, run.backwardData(problem, UNITS, k));
    assertArrayEquals(dx, new UnrolledConvolution(problem, k).backwardData(UNITS));
    assertArrayEquals(dx, ConvolutionalGradients.backwardData(problem, UNITS, k));
    ConvolutionProblem full = ConvolutionProblem.parse("c1_f1_i2x2_k3x3_p2");
    assertArrayEquals(dx, run.forward(full, UNITS, reversed(k), null));
  }

  @ParameterizedTest
  @MethodSource("evaluators")
  void dataGradientAtStrideTwoInThreeForms(Evaluator<?> run) {
    ConvolutionProblem problem = ConvolutionProblem.parse("c1_f1_i5x5_k3x3_s2");
    double[] k = oneTo(9);
    double[] dx = {
      1, 2, 13, 20, 30, //
      4, 5, 46, 50, 60, //
      107, 208, 1379, 2080, 3090, //
      400, 500, 4600, 5000, 6000, //
      700, 800, 7900, 8000, 9000
    };
    assertArrayEquals(dx, run.backwardData(problem, UNITS, k));
    assertArrayEquals(dx, new UnrolledConvolution(problem, k).backwardData(UNITS));
    assertArrayEquals(dx, ConvolutionalGradients.backwardData(problem, UNITS, k));
    double[] spread = {1, 0, 10, 0, 0, 0, 100, 0, 1000};
    ConvolutionProblem fractional = ConvolutionProblem.parse("c1_f1_i3x3_k3x3_p2");
    assertArrayEquals(dx, run.forward(fractional, spread, reversed(k), null));
  }

  @ParameterizedTest
  @MethodSource("evaluators")
  void weightsGradientAtStrideTwoIsADilatedConvolution(Evaluator<?> run) {
    ConvolutionProblem problem = ConvolutionProblem.parse("c1_f1_i5x5_k3x3_s2");
    double[] dw = {
      14131, 15242, 16353, //
      19686, 20797, 21908, //
      25241, 26352, 27463
    };
    assertArrayEquals(dw, run.backwardWeights(problem, oneTo(25), UNITS));
    assertArrayEquals(dw, ConvolutionalGradients.backwardWeights(problem, oneTo(25), UNITS));
    ConvolutionProblem dilated = ConvolutionProblem.parse("c1_f1_i5x5_k2x2_d2");
    assertArrayEquals(dw, run.forward(dilated, oneTo(25), UNITS, null));
  }

  @ParameterizedTest
  @MethodSource("evaluators")
  void onePixelOfThreeChannelsUnderTwoFilters(Evaluator<?> run) {
    ConvolutionProblem problem = ConvolutionProblem.parse("c3_f2_i1x1_k1x1");
    double[] a = {2, 3, 5};
    double[] first = {1, -1, 4};
    double[] second = {7, 0, -2};
    double[] w = join(first, second);
    double[] dz = {10, 100};
    assertArrayEquals(new double[] {19, 4}, run.forward(problem, a, w, null));
    assertArrayEquals(new double[] {710, -10, -160}, run.backwardData(problem, dz, w));
    assertArrayEquals(
        new double[] {20, 30, 50, 200, 300, 500}, run.backwardWeights(problem, a, dz));
    assertArrayEquals(dz, run.backwardBias(problem, dz));
  }

  @ParameterizedTest
  @MethodSource("evaluators")
  void gradientsOfWeightsAndBiasSumOverTheBatch(Evaluator<?> run) {
    ConvolutionProblem problem = ConvolutionProblem.parse("n2_c1_f2_i2x2_k2x2_p0:1x0:0");
    double[] firstImage = {1, 2, 3, 4};
    double[] secondImage = {5, 6, 7, 8};
    double[] x = join(firstImage, secondImage);
    // Outputs of 2×1 for two filters of two images.
    double[] dy = {1, 0, 10, 0, 100, 0, 1000, 0};
    double[] dw = {501, 602, 703, 804, 5010, 6020, 7030, 8040};
    assertArrayEquals(dw, run.backwardWeights(problem, x, dy));
    assertArrayEquals(new double[] {101, 1010}, run.backwardBias(problem, dy));
  }

  @ParameterizedTest
  @MethodSource("evaluators")
  void oneDimension(Evaluator<?> run) {
    ConvolutionProblem problem = ConvolutionProblem.parse("c1_f1_i4_k2");
    double[] x = {2, 3, 5, 7};
    double[] w = {11, 13};
    double[] dy = {1, 10, 100};
    double[] y = {2 * 11 + 3 * 13, 3 * 11 + 5 * 13, 5 * 11 + 7 * 13};
    assertArrayEquals(y, run.forward(problem, x, w, null));
    double[] dw = {2 + 30 + 500, 3 + 50 + 700};
    assertArrayEquals(dw, run.backwardWeights(problem, x, dy));
    assertArrayEquals(dw, run.forward(ConvolutionProblem.parse("c1_f1_i4_k3"), x, dy, null));
    double[] dx = {11, 13 + 110, 130 + 1100, 1300};
    assertArrayEquals(dx, run.backwardData(problem, dy, w));
    ConvolutionProblem turned = ConvolutionProblem.parse("c1_f1_i3_k2_p1");
    assertArrayEquals(dx, run.forward(turned, dy, reversed(w), null));
  }

  @ParameterizedTest
  @MethodSource("evaluators")
  void layouts(Evaluator<?> run) {
    // y₀[o] = a[o] + 10·a[o+1] + 100·b[o] + 1000·b[o+1] and y₁[o] = a[o+1] + b[o].
    double[] planes = {1, 2, 3, 4, 5, 6};
    double[] cells = {1, 4, 2, 5, 3, 6};
    double[] byFilter = {1, 10, 100, 1000, 0, 1, 1, 0};
    double[] byTap = {1, 0, 100, 1, 10, 1, 1000, 0};
    double[] y = {5421, 6532, 6, 8};
    double[] positions = {5421, 6, 6532, 8};
    ConvolutionProblem first = ConvolutionProblem.parse("c2_f2_i3_k2");
    ConvolutionProblem last = first.withLayouts(Layout.CHANNELS_LAST, first.filterLayout());
    assertArrayEquals(y, run.forward(first, planes, byFilter, null));
    assertArrayEquals(positions, run.forward(last, cells, byFilter, null));
    first = first.withLayouts(first.layout(), FilterLayout.FILTERS_LAST);
    last = last.withLayouts(last.layout(), FilterLayout.FILTERS_LAST);
    assertArrayEquals(y, run.forward(first, planes, byTap, null));
    assertArrayEquals(positions, run.forward(last, cells, byTap, null));
  }

  @ParameterizedTest
  @MethodSource("evaluators")
  void paddingModes(Evaluator<?> run) {
    ConvolutionProblem zeros = ConvolutionProblem.parse("c1_f1_i3_k3_p2");
    ConvolutionProblem reflect = zeros.withPaddingMode(PaddingMode.REFLECT);
    ConvolutionProblem replicate = zeros.withPaddingMode(PaddingMode.REPLICATE);
    ConvolutionProblem circular = zeros.withPaddingMode(PaddingMode.CIRCULAR);
    double[] x = {1, 2, 3};
    double[] w = {1, 10, 100};
    assertArrayEquals(new double[] {100, 210, 321, 32, 3}, run.forward(zeros, x, w, null));
    assertArrayEquals(new double[] {123, 212, 321, 232, 123}, run.forward(reflect, x, w, null));
    assertArrayEquals(new double[] {111, 211, 321, 332, 333}, run.forward(replicate, x, w, null));
    assertArrayEquals(new double[] {132, 213, 321, 132, 213}, run.forward(circular, x, w, null));
    double[] dy = {1, 0, 0, 0, 2};
    assertArrayEquals(new double[] {100, 0, 2}, run.backwardData(zeros, dy, w));
    assertArrayEquals(new double[] {300, 30, 3}, run.backwardData(reflect, dy, w));
    assertArrayEquals(new double[] {111, 0, 222}, run.backwardData(replicate, dy, w));
    assertArrayEquals(new double[] {120, 201, 12}, run.backwardData(circular, dy, w));
  }
}
