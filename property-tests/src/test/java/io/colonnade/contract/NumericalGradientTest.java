package io.colonnade.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.ConvolutionBackend;
import io.colonnade.DataType;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The problem of the CS231n assignment: 4 images of 3×5×5, 2 filters of 3×3×3, padding 1. */
class NumericalGradientTest {
  private static final double DX_ERROR = 1e-8;
  private static final double DW_AND_DB_ERROR = 1e-9;

  static Stream<Arguments> backendsAndStrides() {
    return ConvolutionBackend.all().stream()
        .flatMap(b -> Stream.of(1, 2).map(stride -> Arguments.of(b.name(), stride)));
  }

  @ParameterizedTest
  @MethodSource("backendsAndStrides")
  void gradientsAgreeWithCentralDifferences(String backend, int stride) {
    var run = new Evaluator<>(ConvolutionBackend.named(backend), DataType.FLOAT64);
    ConvolutionProblem problem =
        ConvolutionProblem.builder()
            .batch(4)
            .channels(3)
            .filters(2)
            .input(5, 5)
            .kernel(3, 3)
            .stride(stride)
            .padding(1)
            .build();
    Random random = new Random(231);
    double[] x = gaussian(random, problem.xSize());
    double[] w = gaussian(random, problem.wSize());
    double[] b = gaussian(random, problem.filters());
    double[] dy = gaussian(random, problem.ySize());

    double[] dx =
        NumericalGradient.of(v -> run.forward(problem, v, w, b), x, dy, NumericalGradient.STEP);
    double[] dw =
        NumericalGradient.of(v -> run.forward(problem, x, v, b), w, dy, NumericalGradient.STEP);
    double[] db =
        NumericalGradient.of(v -> run.forward(problem, x, w, v), b, dy, NumericalGradient.STEP);

    assertNear(DX_ERROR, dx, run.backwardData(problem, dy, w));
    assertNear(DW_AND_DB_ERROR, dw, run.backwardWeights(problem, x, dy));
    assertNear(DW_AND_DB_ERROR, db, run.backwardBias(problem, dy));
  }

  private static void assertNear(double error, double[] numerical, double[] analytic) {
    double actual = NumericalGradient.relativeError(numerical, analytic);
    assertTrue(actual <= error, () -> "relative error " + actual + " exceeds " + error);
  }

  private static double[] gaussian(Random random, long size) {
    return Stream.generate(random::nextGaussian).limit(size).mapToDouble(v -> v).toArray();
  }

  @Test
  void differentiatesASquare() {
    double[] x = {3, -2};
    double[] gradient =
        NumericalGradient.of(
            v -> new double[] {v[0] * v[0], v[0] * v[1]}, x, new double[] {1, 10}, 1e-3);
    assertArrayEquals(new double[] {6 - 20, 30}, gradient, 1e-9);
    assertArrayEquals(new double[] {3, -2}, x);
  }

  @Test
  void relativeErrorIsThatOfTheWorstElement() {
    assertEquals(0.5, NumericalGradient.relativeError(new double[] {1, 3}, new double[] {1, 1}));
    assertEquals(
        0.1, NumericalGradient.relativeError(new double[] {0}, new double[] {1e-9}), 1e-15);
    assertEquals(
        Double.NaN,
        NumericalGradient.relativeError(new double[] {1, Double.NaN, 1}, new double[3]));
  }

  @Test
  void refusesBadArguments() {
    assertThrows(
        IllegalArgumentException.class,
        () -> NumericalGradient.of(v -> v, new double[1], new double[1], 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> NumericalGradient.of(v -> v, new double[1], new double[2], 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> NumericalGradient.relativeError(new double[1], new double[2]));
  }
}
