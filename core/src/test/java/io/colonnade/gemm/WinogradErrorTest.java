package io.colonnade.gemm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.DataType;
import io.colonnade.PlanOptions;
import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The largest errors of minimal filtering beside those of a float32 sum of one term after the
 * other, fused. The table in {@code docs/design.md} has the factors that this test bounds.
 */
class WinogradErrorTest {
  private static final int FILTERS = 8;
  private static final int INPUT = 26;
  private static final int MOST_TERMS = 512 * 9;

  private final float[] w = new float[FILTERS * MOST_TERMS];
  private final float[] x = new float[512 * INPUT * INPUT];

  @ParameterizedTest
  @CsvSource({
    "winograd4, 1, k3x3, 18",
    "winograd4, 13, k3x3, 4",
    "winograd4, 64, k3x3, 3.5",
    "winograd4, 512, k3x3, 1",
    "winograd2, 1, k3x3, 3.5",
    "winograd2, 13, k3x3, 1.3",
    "winograd2, 512, k3x3, 0.5",
    "winograd4, 10, k5x5, 4",
    "winograd4, 10, k5x5_s2, 4",
    "winograd4, 64, k5x5_s2, 2",
    "winograd4, 3, k7x7_s2, 4",
    "winograd4, 13, k1x3, 4",
    "winograd4, 449, k2x2, 4",
    "winograd4, 113, k4x4_s2, 4",
    "winograd4, 113, k3x3_s2, 4",
    "winograd4, 10, k4x4, 4",
    "winograd4, 6, k1x7, 4",
    "winograd4, 76, k2x1, 4",
    "winograd4, 50, k5x5_s3, 4",
    "winograd2, 4, k5x5, 1",
    "winograd2, 8, k3x3_s2, 1.5"
  })
  void errorsStayWithinTheirFactor(String algorithm, int channels, String kernel, double factor) {
    ConvolutionProblem problem =
        ConvolutionProblem.parse(
            "n1_c%d_f%d_i%dx%d_%s".formatted(channels, FILTERS, INPUT, INPUT, kernel));
    double[] exact = new double[(int) problem.ySize()];
    float[] plain = new float[exact.length];
    for (boolean normal : new boolean[] {false, true}) {
      for (int seed = 0; seed < 4; seed++) {
        Random random = new Random(seed);
        fill(x, normal, random);
        fill(w, normal, random);
        sumPlainly(problem, exact, plain);
        float[] y = new float[exact.length];
        new GemmBackend()
            .plan(problem, DataType.FLOAT32, PlanOptions.defaults().withAlgorithm(algorithm))
            .forward(
                Arrays.copyOf(x, (int) problem.xSize()),
                Arrays.copyOf(w, (int) problem.wSize()),
                null,
                y);
        double got = largestError(exact, y) / largestError(exact, plain);
        assertTrue(got <= factor, (normal ? "normal " : "uniform ") + got);
      }
    }
  }

  private static void fill(float[] array, boolean normal, Random random) {
    for (int i = 0; i < array.length; i++) {
      array[i] = (float) (normal ? random.nextGaussian() : 2 * random.nextDouble() - 1);
    }
  }

  private void sumPlainly(ConvolutionProblem problem, double[] exact, float[] plain) {
    Axis columns = problem.window().axis(1);
    int rows = (int) problem.window().axis(0).output();
    int output = (int) columns.output();
    int kernel = (int) columns.kernel();
    int taps = (int) problem.window().kernelSize();
    int terms = (int) problem.depth();
    for (int i = 0; i < exact.length; i++) {
      int corner = (int) columns.stride() * (i / output % rows * INPUT + i % output);
      int filter = i / (rows * output) * terms;
      double sum = 0;
      float plainSum = 0;
      for (int k = 0; k < terms; k++) {
        float a = x[corner + k / taps * INPUT * INPUT + k % taps / kernel * INPUT + k % kernel];
        float b = w[filter + k];
        sum += (double) a * b;
        plainSum = Math.fma(a, b, plainSum);
      }
      exact[i] = sum;
      plain[i] = plainSum;
    }
  }

  private static double largestError(double[] exact, float[] got) {
    double largest = 0;
    for (int i = 0; i < got.length; i++) {
      largest = Math.max(largest, Math.abs(got[i] - exact[i]));
    }
    return largest;
  }
}
