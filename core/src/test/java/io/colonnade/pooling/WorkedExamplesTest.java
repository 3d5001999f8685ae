package io.colonnade.pooling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.colonnade.DataType;
import io.colonnade.PlanOptions;
import io.colonnade.SwitchNumbering;
import io.colonnade.geometry.PoolingProblem;
import io.colonnade.geometry.UnpoolingProblem;
import org.junit.jupiter.api.Test;

/** Examples that can be followed by hand. */
class WorkedExamplesTest {
  private static final double[] Z = {1, 2, 3, 4, 10, 5, 11, 12, 13};

  private static MaxPooling<double[]> threeByThree(SwitchNumbering numbering) {
    PoolingProblem problem = PoolingProblem.parse("n1_c1_i3x3_k2x2");
    return MaxPooling.plan(problem, DataType.FLOAT64, numbering, PlanOptions.defaults());
  }

  @Test
  void overlappingWindows() {
    double[] a = new double[4];
    int[] switches = new int[4];
    threeByThree(SwitchNumbering.PLANE_ROW_MAJOR).forward(Z, a, switches);
    assertArrayEquals(new double[] {10, 10, 12, 13}, a);
    assertArrayEquals(new int[] {4, 4, 7, 8}, switches);
  }

  @Test
  void switchesColumnByColumn() {
    int[] switches = new int[4];
    threeByThree(SwitchNumbering.TENSOR_COLUMN_MAJOR).forward(Z, new double[4], switches);
    assertArrayEquals(new int[] {4, 4, 5, 8}, switches);
  }

  /** The loss is Σ −log a, so that dA = −1/a; both windows over the 10 add up. */
  @Test
  void gradientOfOverlappingWindows() {
    MaxPooling<double[]> plan = threeByThree(SwitchNumbering.PLANE_ROW_MAJOR);
    double[] a = new double[4];
    int[] switches = new int[4];
    plan.forward(Z, a, switches);
    double[] da = {-1 / a[0], -1 / a[1], -1 / a[2], -1 / a[3]};
    assertArrayEquals(new double[] {-0.1, -0.1, -0.08333333, -0.07692308}, da, 5e-9);
    double[] dz = new double[9];
    plan.backward(da, switches, dz);
    assertArrayEquals(new double[] {0, 0, 0, 0, -0.2, 0, 0, -0.08333333, -0.07692308}, dz, 5e-9);
  }

  /** A 4×4 map under 2×2 windows at stride 2, with the greatest at a₂₁, a₁₄, a₃₁ and a₄₃. */
  @Test
  void unpoolingOfValuesAndOfGradients() {
    double[] map = {1, 2, 3, 9, 8, 4, 5, 6, 16, 11, 12, 10, 13, 14, 15, 7};
    PoolingProblem problem = PoolingProblem.parse("n1_c1_i4x4_k2x2_s2");
    double[] greatest = new double[4];
    int[] switches = new int[4];
    MaxPooling<double[]> pooling = MaxPooling.plan(problem, DataType.FLOAT64);
    pooling.forward(map, greatest, switches);
    assertArrayEquals(new double[] {8, 9, 16, 15}, greatest);
    double[] values = new double[16];
    MaxUnpooling.plan(UnpoolingProblem.inverting(problem), DataType.FLOAT64)
        .forward(greatest, switches, values);
    assertArrayEquals(new double[] {0, 0, 0, 9, 8, 0, 0, 0, 16, 0, 0, 0, 0, 0, 15, 0}, values);
    double[] gradients = new double[16];
    pooling.backward(new double[] {1, 2, 3, 4}, switches, gradients);
    assertArrayEquals(new double[] {0, 0, 0, 2, 1, 0, 0, 0, 3, 0, 0, 0, 0, 0, 4, 0}, gradients);
  }

  /** The switches count in a plane of 4×4 cells, which lies at the start of 5×5. */
  @Test
  void unpoolingIntoALargerPlane() {
    UnpoolingProblem larger = UnpoolingProblem.of(1, 1, new long[] {2, 2}, new long[] {5, 5});
    float[] x = {1, 2, 3, 4};
    int[] switches = {5, 7, 13, 15};
    float[] y = new float[25];
    MaxUnpooling.plan(larger.withSwitchPlane(4, 4), DataType.FLOAT32).forward(x, switches, y);
    assertArrayEquals(
        new float[] {0, 0, 0, 0, 0, 0, 1, 0, 2, 0, 0, 0, 0, 0, 0, 0, 3, 0, 4, 0, 0, 0, 0, 0, 0}, y);
    MaxUnpooling.plan(larger, DataType.FLOAT32).forward(x, switches, y);
    assertArrayEquals(
        new float[] {0, 0, 0, 0, 0, 1, 0, 2, 0, 0, 0, 0, 0, 3, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0}, y);
  }

  /**
   * Three windows of 3 over 5 cells at stride 2, padded by 1 and, by the ceiling, a fourth none.
   */
  @Test
  void divisorsOfAverages() {
    PoolingProblem problem = PoolingProblem.parse("n1_c1_i5_k3_s2_p1");
    assertArrayEquals(new double[] {1.5, 3, 4.5}, average(problem, false));
    assertArrayEquals(new double[] {1, 3, 3}, average(problem, true));
    // the last window hangs over by one cell
    PoolingProblem overhang = PoolingProblem.parse("n1_c1_i5_k2_s2_ceil");
    assertArrayEquals(new double[] {1.5, 3.5, 5}, average(overhang, false));
    assertArrayEquals(new double[] {1.5, 3.5, 5}, average(overhang, true));
    // the cell of declared padding counts, the overhang behind it does not
    PoolingProblem both = PoolingProblem.parse("n1_c1_i6_k5_s3_p0:1_ceil");
    assertArrayEquals(new double[] {3, 15 / 3.0}, average(both, false));
    assertArrayEquals(new double[] {3, 15 / 4.0}, average(both, true));
  }

  private static double[] average(PoolingProblem problem, boolean countPadding) {
    double[] x = new double[(int) problem.xSize()];
    for (int i = 0; i < x.length; i++) {
      x[i] = i + 1;
    }
    double[] y = new double[(int) problem.ySize()];
    AveragePooling.plan(problem, DataType.FLOAT64, countPadding).forward(x, y);
    return y;
  }
}
