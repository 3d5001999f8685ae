package io.colonnade.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.colonnade.DataType;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.TransposedProblem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The loops of transposed convolution, im2col and col2im, by hand. */
class ReferenceOperatorsTest {

  @Test
  void transposedScattersTheKernelAtTheStride() {
    double[] y = {7 + 1, 7 + 2, 7 + 3 + 10, 7 + 20, 7 + 30};
    assertArrayEquals(y, forward("n1_c1_f1_i2_k3_s2", new double[] {7}));
  }

  @Test
  void transposedPaddingCropsAndOutputPaddingExtendsTheEnd() {
    // 1 2 13 20 30 without the first and the last, and one more cell under which 30 lies.
    assertArrayEquals(new double[] {2, 13, 20, 30}, forward("n1_c1_f1_i2_k3_s2_p1_o4", null));
    // Behind the last window there is nothing.
    assertArrayEquals(new double[] {1, 2, 13, 20, 30, 0, 0}, forward("n1_c1_f1_i2_k3_s2_o7", null));
  }

  @Test
  void transposedDilationSpreadsTheTaps() {
    assertArrayEquals(new double[] {1, 10, 2, 20, 3, 30}, forward("n1_c1_f1_i2_k3_d2", null));
  }

  private static double[] forward(String problem, double @Nullable [] bias) {
    TransposedProblem parsed = TransposedProblem.parse(problem);
    double[] y = new double[(int) parsed.ySize()];
    new ReferenceTransposed<>(parsed, DataType.FLOAT64)
        .forward(new double[] {1, 10}, new double[] {1, 2, 3}, bias, y);
    return y;
  }

  @Test
  void transposedGroupsKeepToThemselves() {
    TransposedProblem problem = TransposedProblem.parse("n2_c4_f2_g2_i1_k1");
    var loops = new ReferenceTransposed<>(problem, DataType.FLOAT64);
    double[] x = {1, 2, 3, 4, 10, 20, 30, 40};
    double[] w = {1, 10, 100, 1000};
    double[] y = new double[4];
    loops.forward(x, w, new double[] {5, 6}, y);
    assertArrayEquals(new double[] {5 + 21, 6 + 4300, 5 + 210, 6 + 43000}, y);

    double[] dy = {1, 2, 3, 4};
    double[] dx = new double[8];
    loops.backwardData(dy, w, dx);
    assertArrayEquals(new double[] {1, 10, 200, 2000, 3, 30, 400, 4000}, dx);
    double[] dw = new double[4];
    loops.backwardWeights(x, dy, dw);
    assertArrayEquals(new double[] {1 + 30, 2 + 60, 6 + 120, 8 + 160}, dw);
    double[] db = new double[2];
    loops.backwardBias(dy, db);
    assertArrayEquals(new double[] {1 + 3, 2 + 4}, db);
  }

  @Test
  void transposedReadsChannelsAndFiltersLast() {
    TransposedProblem problem =
        TransposedProblem.parse("n1_c2_f3_i2_k2_s2_channels-last_filters-last");
    // X is spatial, C; W is k, F, C; Y is spatial, F.
    double[] x = {1, 2, 3, 4};
    double[] w = {1, 0, 0, 1, 1, 1, 5, 0, 0, 5, 5, 5};
    double[] y = new double[12];
    new ReferenceTransposed<>(problem, DataType.FLOAT64).forward(x, w, null, y);
    assertArrayEquals(new double[] {1, 2, 3, 5, 10, 15, 3, 4, 7, 15, 20, 35}, y);
  }

  @Test
  void columnsOfEachLayout() {
    // Channels a = 1 2 3 and b = 4 5 6 under windows of two, the last reaching into the padding.
    double[] planes = {1, 2, 3, 4, 5, 6};
    double[] cells = {1, 4, 2, 5, 3, 6};
    String windows = "n1_c2_f1_i3_k2_p0:1";
    assertColumns(windows, planes, 1, 2, 3, 2, 3, 0, 4, 5, 6, 5, 6, 0);
    assertColumns(windows + "_filters-last", planes, 1, 2, 3, 4, 5, 6, 2, 3, 0, 5, 6, 0);
    assertColumns(windows + "_channels-last", cells, 1, 2, 4, 5, 2, 3, 5, 6, 3, 0, 6, 0);
    assertColumns(
        windows + "_channels-last_filters-last", cells, 1, 4, 2, 5, 2, 5, 3, 6, 3, 6, 0, 0);
    assertColumns(windows + "_circular", planes, 1, 2, 3, 2, 3, 1, 4, 5, 6, 5, 6, 4);
  }

  private static void assertColumns(String problem, double[] x, double... want) {
    double[] columns = new double[want.length];
    new ReferenceColumns<>(ConvolutionProblem.parse(problem), DataType.FLOAT64).im2col(x, columns);
    assertArrayEquals(want, columns);
  }

  @Test
  void columnsAreAddedWhereTheyWereRead() {
    double[] columns = {1, 2, 4, 8, 16, 32};
    double[] dx = new double[3];
    var zeros =
        new ReferenceColumns<>(ConvolutionProblem.parse("c1_f1_i3_k2_p0:1"), DataType.FLOAT64);
    zeros.col2im(columns, dx);
    assertArrayEquals(new double[] {1, 2 + 8, 4 + 16}, dx);
    var replicate =
        new ReferenceColumns<>(
            ConvolutionProblem.parse("c1_f1_i3_k2_p0:1_replicate"), DataType.FLOAT64);
    replicate.col2im(columns, dx);
    assertArrayEquals(new double[] {1, 2 + 8, 4 + 16 + 32}, dx);
  }
}
