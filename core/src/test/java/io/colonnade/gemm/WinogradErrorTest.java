package io.colonnade.gemm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.DataType;
import io.colonnade.PlanOptions;
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
  private static final int OUTPUT = INPUT - 2;

  private final float[] w = new float[FILTERS * 512 * 9];
  private final float[] x = new float[512 * INPUT * INPUT];
  private final double[] exact = new double[FILTERS * OUTPUT * OUTPUT];
  private final float[] plain = new float[exact.length];

  @ParameterizedTest
  @CsvSource({
    "winograd4, 1, 18",
    "winograd4, 13, 4",
    "winograd4, 64, 3.5",
    "winograd4, 512, 1",
    "winograd2, 1, 3.5",
    "winograd2, 13, 1.3",
    "winograd2, 512, 0.5"
  })
  void errorsStayWithinTheirFactor(String algorithm, int channels, double factor) {
    for (boolean normal : new boolean[] {false, true}) {
      for (int seed = 0; seed < 4; seed++) {
        Random random = new Random(seed);
        fill(x, normal, random);
        fill(w, normal, random);
        sumPlainly(channels);
        float[] y = new float[exact.length];
        ConvolutionProblem problem =
            ConvolutionProblem.parse(
                "n1_c%d_f%d_i%dx%d_k3x3".formatted(channels, FILTERS, INPUT, INPUT));
        new GemmBackend()
            .plan(problem, DataType.FLOAT32, PlanOptions.defaults().withAlgorithm(algorithm))
            .forward(
                Arrays.copyOf(x, (int) problem.xSize()),
                Arrays.copyOf(w, (int) problem.wSize()),
                null,
                y);
        double got = largestError(y) / largestError(plain);
        assertTrue(got <= factor, (normal ? "normal " : "uniform ") + got);
      }
    }
  }

  private static void fill(float[] array, boolean normal, Random random) {
    for (int i = 0; i < array.length; i++) {
      array[i] = (float) (normal ? random.nextGaussian() : 2 * random.nextDouble() - 1);
    }
  }

  private void sumPlainly(int channels) {
    for (int i = 0; i < exact.length; i++) {
      int corner = i / OUTPUT % OUTPUT * INPUT + i % OUTPUT;
      int filter = i / (OUTPUT * OUTPUT) * channels * 9;
      double sum = 0;
      float plainSum = 0;
      for (int k = 0; k < channels * 9; k++) {
        float a = x[corner + k / 9 * INPUT * INPUT + k / 3 % 3 * INPUT + k % 3];
        float b = w[filter + k];
        sum += (double) a * b;
        plainSum = Math.fma(a, b, plainSum);
      }
      exact[i] = sum;
      plain[i] = plainSum;
    }
  }

  private double largestError(float[] got) {
    double largest = 0;
    for (int i = 0; i < got.length; i++) {
      largest = Math.max(largest, Math.abs(got[i] - exact[i]));
    }
    return largest;
  }
}
