package io.colonnade.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.ConvolutionBackend;
import io.colonnade.DataType;
import io.colonnade.PlanOptions;
import io.colonnade.geometry.ConvolutionProblem;
import org.junit.jupiter.api.Test;

class ReferenceTest {
  private static final ConvolutionProblem SMALL = ConvolutionProblem.parse("c1_f1_i3_k2");

  @Test
  void isFoundByName() {
    assertEquals(ReferenceBackend.class, ConvolutionBackend.named("reference").getClass());
  }

  @Test
  void sumsInDoublePrecision() {
    ConvolutionProblem problem = ConvolutionProblem.parse("c3_f1_i1_k1");
    float[] y = new float[1];
    float[] x = {1 << 24, 1, -(1 << 24)};
    new ReferenceBackend()
        .plan(problem, DataType.FLOAT32)
        .forward(x, new float[] {1, 1, 1}, null, y);
    assertArrayEquals(new float[] {1}, y);
  }

  @Test
  void nanInFilterDoesNotReachWindowsWithPaddingUnderIt() {
    ConvolutionProblem problem = ConvolutionProblem.parse("c1_f1_i2_k2_p1");
    double[] y = new double[3];
    new ReferenceBackend()
        .plan(problem, DataType.FLOAT64)
        .forward(new double[] {1, 2}, new double[] {Double.NaN, 10}, null, y);
    assertArrayEquals(new double[] {10, Double.NaN, Double.NaN}, y);
  }

  @Test
  void hasOneAlgorithm() {
    ReferenceBackend backend = new ReferenceBackend();
    PlanOptions loops = PlanOptions.defaults().withAlgorithm("loops");
    assertEquals(loops, backend.plan(SMALL, DataType.FLOAT64, loops).options());
    PlanOptions other = PlanOptions.defaults().withAlgorithm("winograd");
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class, () -> backend.plan(SMALL, DataType.FLOAT64, other));
    assertEquals("algorithm=winograd: must be auto or one of [loops]", error.getMessage());
  }

  @Test
  void unrolledMatrixHoldsGroupsInBlocks() {
    ConvolutionProblem problem = ConvolutionProblem.parse("c2_f2_g2_i2_k1");
    UnrolledConvolution unrolled = new UnrolledConvolution(problem, new double[] {3, 5});
    double[][] want = {{3, 0, 0, 0}, {0, 3, 0, 0}, {0, 0, 5, 0}, {0, 0, 0, 5}};
    for (int row = 0; row < 4; row++) {
      for (int column = 0; column < 4; column++) {
        assertEquals(want[row][column], unrolled.get(row, column));
      }
    }
  }

  @Test
  void unrolledMatrixIsBounded() {
    ConvolutionProblem large = ConvolutionProblem.parse("c1_f1_i8193x1_k1x1");
    assertFalse(UnrolledConvolution.fits(large));
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class, () -> new UnrolledConvolution(large, new double[1]));
    assertTrue(error.toString().contains("8193 rows and 8193 columns"), error::toString);
    assertTrue(UnrolledConvolution.fits(ConvolutionProblem.parse("c1_f1_i8192x1_k1x1")));
  }

  @Test
  void unrolledMatrixChecksLengths() {
    assertThrows(
        IllegalArgumentException.class, () -> new UnrolledConvolution(SMALL, new double[3]));
    UnrolledConvolution unrolled = new UnrolledConvolution(SMALL, new double[2]);
    assertThrows(IllegalArgumentException.class, () -> unrolled.forward(new double[2]));
    assertThrows(IllegalArgumentException.class, () -> unrolled.backwardData(new double[3]));
  }

  @Test
  void convolutionalGradientsOfDilatedKernelWithUnusedInput() {
    // Windows cover cells −1+{0,2} and 2+{0,2} of 6; cell 5 is unused.
    ConvolutionProblem problem =
        ConvolutionProblem.builder()
            .channels(1)
            .filters(1)
            .input(6)
            .kernel(2)
            .stride(3)
            .dilation(2)
            .padding(new long[] {1}, new long[] {0})
            .build();
    double[] dy = {1, 10};
    double[] dx = ConvolutionalGradients.backwardData(problem, dy, new double[] {3, 5});
    assertArrayEquals(new double[] {0, 5, 30, 0, 50, 0}, dx);
    double[] x = {1, 2, 4, 8, 16, 32};
    double[] dw = ConvolutionalGradients.backwardWeights(problem, x, dy);
    assertArrayEquals(new double[] {40, 2 + 160}, dw);
  }
}
