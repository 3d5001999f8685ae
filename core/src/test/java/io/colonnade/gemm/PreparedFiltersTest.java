package io.colonnade.gemm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.WriteMode;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.reference.ReferenceBackend;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Filters that a kernel wants in another order than they have. */
class PreparedFiltersTest {
  private final Random random = new Random(5);

  @ParameterizedTest
  @CsvSource({
    "n1_c20_f17_i32x32_k1x1, forward, im2col",
    "n2_c36_f32_g2_i23x25_k3x2_p1, forward, im2col",
    "n1_c18_f5_i6x7_k3x3_p1_channels-last, forward, im2col",
    "n1_c18_f5_i6x7_k3x3_p1_channels-last, backward-data, im2col",
    "n2_c6_f8_g2_i7x5_k1x1_s2_channels-last, backward-data, im2col",
    "n1_c70_f83_i36x33_k3x3_p1, forward, im2col",
    "n1_c70_f83_i36x33_k3x3_p1_filters-last, forward, im2col",
    "n1_c150_f71_i32x40_k1x1, forward, pointwise",
    "n1_c9_f20_i70x72_k5x5_s2_p2, forward, im2col",
    "n1_c9_f20_i70x72_k5x5_s2_p2_filters-last, forward, im2col",
    "n1_c5_f20_i140x140_k5x5_s4_d2, forward, im2col",
    "n1_c70_f83_i36x33_k3x3_p1, backward-data, im2col",
    "n1_c70_f83_i36x33_k3x3_p1_filters-last, backward-data, im2col",
    "n2_c70_f166_g2_i36x33_k3x3_s2_p1, backward-data, im2col",
    "n1_c150_f71_i32x40_k1x1, backward-data, pointwise",
    "n1_c18_f83_i16x17_k3x3_p1_channels-last, forward, im2col",
    "n2_c36_f150_g2_i12x13_k3x2_s2_p1_channels-last, forward, im2col",
    "n1_c40_f83_i36x33_k3x3_p1_channels-last_filters-last, forward, im2col",
    "n2_c36_f150_g2_i12x13_k3x2_s2_p1_channels-last_filters-last, forward, im2col",
    "n1_c150_f71_i32x40_k1x1_channels-last, forward, pointwise",
    "n1_c150_f71_i32x40_k1x1_channels-last_filters-last, forward, pointwise",
    "n1_c70_f83_i36x33_k3x3_p1_channels-last_filters-last, backward-data, im2col",
    "n1_c150_f71_i32x40_k1x1_channels-last_filters-last, backward-data, pointwise"
  })
  void areConvertedInTheCallOrAhead(String text, String passId, String algorithm) {
    compare(text, passId, PlanOptions.defaults().withAlgorithm(algorithm));
  }

  @Test
  void comeAheadInPanelsThatOneCallDoesNotPayFor() {
    ConvolutionProblem problem = ConvolutionProblem.parse("n2_c50_f40_i12x13_k3x3_p1");
    float[] x = integers(problem.xSize());
    float[] w = integers(problem.wSize());
    float[] want = new float[(int) problem.ySize()];
    new ReferenceBackend().plan(problem, DataType.FLOAT32).forward(x, w, null, want);
    GemmBackend backend = new GemmBackend(new UnpackedLoops());
    PlanOptions options = PlanOptions.defaults().withAlgorithm("im2col");
    ConvolutionPlan<float[]> each = backend.plan(problem, DataType.FLOAT32, options);
    ConvolutionPlan<float[]> ahead =
        backend.plan(problem, DataType.FLOAT32, options.withPreparedFilters());
    assertEquals(0, each.explain(Pass.FORWARD).preparedBytes());
    assertEquals(4 * problem.wSize(), ahead.explain(Pass.FORWARD).preparedBytes());
    float[] got = new float[want.length];
    ahead.forward(x, ahead.prepare(Pass.FORWARD, w, 0), null, got);
    assertArrayEquals(want, got);
  }

  @ParameterizedTest
  @CsvSource({
    "n1_c130_f83_i7x7_k1x1, forward, pointwise",
    "n2_c290_f140_g2_i7x7_k1x1, forward, pointwise",
    "n1_c130_f83_i7x7_k1x1_filters-last, forward, pointwise",
    "n1_c32_f83_i7x7_k3x3_p1, forward, im2col",
    "n2_c32_f83_i8x9_k3x3_s2_p1_filters-last, forward, im2col",
    "n1_c83_f530_i8x8_k1x1, backward-data, pointwise",
    "n2_c22_f143_i7x7_k3x3_p1, backward-data, im2col",
    "n2_c22_f143_i7x7_k3x3_p1_filters-last, backward-data, im2col",
    "n3_c520_f520_i3x2_k1x1, forward, pointwise"
  })
  void areTurnedOverForFewPositions(String text, String passId, String algorithm) {
    PlanOptions options = PlanOptions.defaults().withAlgorithm(algorithm);
    compare(text, passId, options.withPreparedFilters());
  }

  /** Requires what the loops give, with filters prepared in the call and ahead. */
  private void compare(String text, String passId, PlanOptions options) {
    ConvolutionProblem problem = ConvolutionProblem.parse(text);
    boolean forward = passId.equals(Pass.FORWARD.id());
    Pass pass = forward ? Pass.FORWARD : Pass.BACKWARD_DATA;
    float[] in = integers(forward ? problem.xSize() : problem.ySize());
    float[] w = integers(problem.wSize());
    float[] bias = integers(problem.filters());
    float[] start = integers(forward ? problem.ySize() : problem.xSize());
    ConvolutionPlan<float[]> loops = new ReferenceBackend().plan(problem, DataType.FLOAT32);
    for (WriteMode mode : WriteMode.values()) {
      float[] want = start.clone();
      run(loops, pass, in, w, bias, want, mode, false);
      for (int threads = 1; threads <= 3; threads++) {
        for (long limit : new long[] {0, 40_000}) {
          PlanOptions some = options.withThreads(threads).withWorkspaceLimit(limit);
          ConvolutionPlan<float[]> plan =
              new GemmBackend(new UnpackedLoops()).plan(problem, DataType.FLOAT32, some);
          assertEquals(4 * problem.wSize(), plan.explain(pass).preparedBytes());
          for (boolean ahead : new boolean[] {false, true}) {
            float[] got = start.clone();
            run(plan, pass, in, w, bias, got, mode, ahead);
            assertArrayEquals(want, got, some + " " + mode + " " + ahead);
          }
        }
      }
    }
  }

  private static void run(
      ConvolutionPlan<float[]> plan,
      Pass pass,
      float[] in,
      float[] w,
      float[] bias,
      float[] out,
      WriteMode mode,
      boolean ahead) {
    if (pass == Pass.FORWARD && ahead) {
      plan.forward(in, 0, plan.prepare(pass, w, 0), bias, 0, out, 0, mode, null);
    } else if (pass == Pass.FORWARD) {
      plan.forward(in, 0, w, 0, bias, 0, out, 0, mode, null);
    } else if (ahead) {
      plan.backwardData(in, 0, plan.prepare(pass, w, 0), out, 0, mode, null);
    } else {
      plan.backwardData(in, 0, w, 0, out, 0, mode, null);
    }
  }

  private float[] integers(long size) {
    float[] array = new float[(int) size];
    for (int i = 0; i < size; i++) {
      array[i] = random.nextInt(9) - 4;
    }
    return array;
  }
}
