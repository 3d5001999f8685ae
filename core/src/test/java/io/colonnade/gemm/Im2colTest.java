package io.colonnade.gemm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Activation;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lowered columns where windows hold padding only, which are not lowered. */
class Im2colTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "n2_c20_f18_i7x7_k1x1_s2_p3",
        "n2_c20_f18_i7x7_k1x1_s2_p3_channels-last",
        "n1_c20_f18_i7x7_k1x1_s2_p3_filters-last",
        "n2_c6_f36_g2_i5x4_k2x2_p5:0x0:5",
        "n2_c6_f36_g2_i5x4_k2x2_p0:5x5:0_channels-last",
        "n1_c3_f4_i4x5x6_k1x2x1_p2x3x1",
        "n1_c3_f4_i4x5x6_k1x2x1_p0:2x3:0x1_channels-last",
        "n1_c3_f4_i9x1_k3x2_s4x3_p20x1_d9x1",
        "n1_c2_f3_i1x4_k1_s2x1_p1x0",
        "n1_c2_f3_i1_k1_s2_p1",
        "n2_c5_f6_i3x3_k2x2_p2_circular",
        "n2_c5_f6_i4x4_k2x2_p3_reflect"
      })
  void equalsTheLoopsOnIntegers(String text) {
    ConvolutionProblem problem = ConvolutionProblem.parse(text);
    for (int threads = 1; threads <= 3; threads++) {
      PlanOptions options = PlanOptions.defaults().withThreads(threads);
      Forced.compare("im2col", problem, DataType.FLOAT32, options);
      Forced.compare("im2col", problem, DataType.FLOAT64, options.withWorkspaceLimit(600));
      PlanOptions activated = options.withActivation(Activation.clamp(-3, 2));
      Forced.compare("im2col", problem, DataType.FLOAT32, activated);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"n3_c5_f520_i4x3_k1x1", "n2_c6_f771_g3_i2x5_k1x1_filters-last"})
  void tasksShareOutTheFiltersOfTheInputItself(String text) {
    ConvolutionProblem problem = ConvolutionProblem.parse(text);
    for (int threads = 1; threads <= 4; threads++) {
      PlanOptions options = PlanOptions.defaults().withThreads(threads);
      Forced.compare("pointwise", problem, DataType.FLOAT32, options);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "im2col, n2_c21_f16_i12x12_k3x3_p1",
    "im2col, n1_c4_f81_i12x12_k3x3_p1",
    "im2col, n1_c42_f74_g2_i11x12_k3x3_filters-last",
    "batch, n6_c30_f17_i6x6_k3x3_p1",
    "width, n1_c43_f40_i13x12_k3x3_p1",
    "planes, n1_c90_f40_i4x100_k1x3",
    "pointwise, n2_c60_f30_i20x20_k1x1"
  })
  void sumsOfFewRowsAreDividedByResults(String algorithm, String text) {
    ConvolutionProblem problem = ConvolutionProblem.parse(text);
    PlanOptions options = PlanOptions.defaults().withAlgorithm(algorithm);
    for (int threads = 1; threads <= 3; threads++) {
      MostResults blas = new MostResults();
      PlanOptions some = options.withThreads(threads);
      LoopComparison.compare(new GemmBackend(blas).plan(problem, DataType.FLOAT32, some), some);
      assertTrue(blas.most > 400 && blas.most <= 1200, blas.most + " results");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "n1_c1_f1_i32x32_k1x1_s2, 1024",
    "n1_c1_f4_i64x64_k1x1_s2, 128",
    "n1_c2_f4_i64x64_k1x1_s2, 500",
    "n1_c1_f2_i32x32_k3x3_p1, 600"
  })
  void rowsOnLinesKeepToTheLimit(String text, long limit) {
    ConvolutionProblem problem = ConvolutionProblem.parse(text);
    PlanOptions options = PlanOptions.defaults().withWorkspaceLimit(limit);
    for (DataType<?> type : List.of(DataType.FLOAT32, DataType.FLOAT64)) {
      ConvolutionPlan<?> plan = Forced.plan("im2col", problem, type, options);
      for (Pass pass : List.of(Pass.FORWARD, Pass.BACKWARD_DATA, Pass.BACKWARD_WEIGHTS)) {
        long bytes = plan.explain(pass).workspaceBytes();
        assertTrue(bytes <= limit, pass + ": " + bytes + " > " + limit);
      }
    }
  }

  /** Keeps count of the results of products whose terms lie side by side in both matrices. */
  private static final class MostResults extends UnpackedLoops {
    private int most;

    @Override
    public synchronized void gemm(
        boolean transposeA,
        boolean transposeB,
        int m,
        int n,
        int k,
        float[] a,
        int aOffset,
        int lda,
        float[] b,
        int bOffset,
        int ldb,
        boolean accumulate,
        float[] c,
        int cOffset,
        int ldc) {
      most = !transposeA && transposeB ? Math.max(most, m * n) : most;
      super.gemm(
          transposeA,
          transposeB,
          m,
          n,
          k,
          a,
          aOffset,
          lda,
          b,
          bOffset,
          ldb,
          accumulate,
          c,
          cOffset,
          ldc);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "im2col, n1_c20_f18_i7x7_k1x1_s2_p3",
    "batch, n5_c20_f18_i7x7_k1x1_s2_p3",
    "width, n1_c20_f18_i7x7_k1x1_s2_p3",
    "planes, n5_c20_f18_i7x7_k1x1_s2_p3"
  })
  void gradientsOfOutputsThatSeePaddingOnlyReachNothing(String algorithm, String text) {
    ConvolutionProblem problem = ConvolutionProblem.parse(text);
    ConvolutionPlan<float[]> plan =
        Forced.plan(algorithm, problem, DataType.FLOAT32, PlanOptions.defaults());
    Random random = new Random(1);
    float[] x = LoopComparison.integers(DataType.FLOAT32, problem.xSize(), random);
    float[] w = LoopComparison.integers(DataType.FLOAT32, problem.wSize(), random);
    float[] dy = LoopComparison.integers(DataType.FLOAT32, problem.ySize(), random);
    float[] poisoned = dy.clone();
    for (int plane = 0; plane < poisoned.length; plane += 49) {
      Arrays.fill(poisoned, plane, plane + 14, Float.NaN);
      Arrays.fill(poisoned, plane + 35, plane + 49, Float.NaN);
    }
    float[] want = new float[w.length];
    float[] got = new float[w.length];
    plan.backwardWeights(x, dy, want);
    plan.backwardWeights(x, poisoned, got);
    assertArrayEquals(want, got);
    float[] wantX = new float[x.length];
    float[] gotX = new float[x.length];
    plan.backwardData(dy, w, wantX);
    plan.backwardData(poisoned, w, gotX);
    assertArrayEquals(wantX, gotX);
  }
}
