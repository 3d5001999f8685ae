package io.colonnade;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.gemm.GemmBackend;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.reference.ReferenceBackend;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActivationTest {
  private static final List<Activation> ALL =
      List.of(
          Activation.NONE, Activation.RELU, Activation.leakyRelu(0.25), Activation.clamp(-2, 6));

  @Test
  void valuesAndDerivatives() {
    assertEquals(0, Activation.RELU.apply(-3));
    assertEquals(3, Activation.RELU.apply(3));
    assertEquals(-0.75, Activation.leakyRelu(0.25).apply(-3));
    assertEquals(6, Activation.clamp(-2, 6).apply(7));
    assertEquals(-2, Activation.clamp(-2, 6).apply(-7));
    assertEquals(
        Double.NEGATIVE_INFINITY, Activation.leakyRelu(0.5).apply(Double.NEGATIVE_INFINITY));
    for (Activation activation : ALL) {
      assertTrue(Double.isNaN(activation.apply(Double.NaN)), activation.toString());
      for (double z : new double[] {-7, -1, 0.5, 3, 8}) {
        double slope = (activation.apply(z + 1e-6) - activation.apply(z - 1e-6)) / 2e-6;
        assertEquals(
            slope, activation.derivative(activation.apply(z)), 1e-6, activation + " at " + z);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "n2_c3_f5_i7x6_k3x3_p1",
        "n1_c4_f4_g2_i9x9_k1x1",
        "n1_c70_f3_i5x5_k3x3",
        "n1_c2_f4_i9_k3_channels-last_filters-last"
      })
  void fusedEqualsAppliedAfterwards(String text) {
    ConvolutionProblem problem = ConvolutionProblem.parse(text);
    Random random = new Random(5);
    float[] x = random(random, problem.xSize());
    float[] w = random(random, problem.wSize());
    float[] bias = random(random, problem.filters());
    for (Activation activation : ALL) {
      for (int threads = 1; threads <= 2; threads++) {
        PlanOptions options = PlanOptions.defaults().withThreads(threads).withWorkspaceLimit(4000);
        float[] want = new float[(int) problem.ySize()];
        new GemmBackend().plan(problem, DataType.FLOAT32, options).forward(x, w, bias, want);
        for (int i = 0; i < want.length; i++) {
          want[i] = (float) activation.apply(want[i]);
        }
        float[] got = new float[want.length];
        new GemmBackend()
            .plan(problem, DataType.FLOAT32, options.withActivation(activation))
            .forward(x, w, bias, got);
        assertArrayEquals(want, got, problem + " " + activation);
      }
    }
  }

  @Test
  void aPlanWithAnActivationDoesNotAccumulate() {
    ConvolutionProblem problem = ConvolutionProblem.parse("n1_c1_f1_i3_k1");
    for (ConvolutionBackend backend : List.of(new GemmBackend(), new ReferenceBackend())) {
      ConvolutionPlan<float[]> plan =
          backend.plan(
              problem, DataType.FLOAT32, PlanOptions.defaults().withActivation(Activation.RELU));
      float[] y = {1, 2, 3};
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  plan.forward(
                      new float[3], 0, new float[1], 0, null, 0, y, 0, WriteMode.ACCUMULATE, null));
      assertTrue(String.valueOf(e.getMessage()).contains("must overwrite"), e.toString());
      assertArrayEquals(new float[] {1, 2, 3}, y);
    }
  }

  @Test
  void backwardMultipliesByTheDerivative() {
    double[] dz = new double[3];
    Activation.RELU.backward(
        DataType.FLOAT64, new double[] {0, 2, 5}, 0, new double[] {9, 3, 4, 7}, 1, dz, 0, 3);
    assertArrayEquals(new double[] {0, 4, 7}, dz);
  }

  @Test
  void boundsAreComparedAsTheyWereStored() {
    Activation clamp = Activation.clamp(0.1, 0.7);
    float[] y = {(float) clamp.apply(-5), (float) clamp.apply(5), 0.5f};
    float[] dz = new float[3];
    clamp.backward(DataType.FLOAT32, y, 0, new float[] {1, 1, 1}, 0, dz, 0, 3);
    assertArrayEquals(new float[] {0, 0, 1}, dz);
  }

  @Test
  void backwardWorksInPlaceButNotOnPartsThatOverlap() {
    Activation leaky = Activation.leakyRelu(0.5);
    float[] y = {-1, -1, -1};
    float[] dy = {1, 1, 1, 1};
    assertThrows(
        IllegalArgumentException.class,
        () -> leaky.backward(DataType.FLOAT32, y, 0, dy, 0, dy, 1, 3));
    assertThrows(
        IllegalArgumentException.class,
        () -> leaky.backward(DataType.FLOAT32, y, 0, dy, 0, y, 0, 3));
    leaky.backward(DataType.FLOAT32, y, 0, dy, 0, dy, 0, 3);
    assertArrayEquals(new float[] {0.5f, 0.5f, 0.5f, 1}, dy);
  }

  @Test
  void refusesWhatIsNoActivation() {
    assertThrows(IllegalArgumentException.class, () -> Activation.leakyRelu(0));
    assertThrows(IllegalArgumentException.class, () -> Activation.leakyRelu(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Activation.clamp(2, 1));
    assertThrows(IllegalArgumentException.class, () -> Activation.clamp(Double.NaN, 1));
    assertThrows(IllegalArgumentException.class, () -> new Activation(0.5, 0, 1));
  }

  private static float[] random(Random random, long size) {
    float[] array = new float[(int) size];
    for (int i = 0; i < size; i++) {
      array[i] = random.nextInt(9) - 4;
    }
    return array;
  }
}
