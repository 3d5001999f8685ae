package io.colonnade.pooling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.DataType;
import io.colonnade.PlanOptions;
import io.colonnade.SwitchNumbering;
import io.colonnade.geometry.PoolingProblem;
import io.colonnade.geometry.UnpoolingProblem;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Plans state their scratch, and keep to a limit as far as the least band lets them. */
class PoolingWorkspaceTest {
  private static final PoolingProblem PROBLEM = PoolingProblem.parse("n1_c2_i60x40_k3x3_s2_p1");

  /**
   * Rows of 21 elements: max pooling has 2 phases of columns, keys alone, 2 of rows, with cells,
   * and 6 other buffers; average pooling has rows of 42, 2 phases of rows, 1 of columns, 2 others.
   * A buffer holds 31 rows.
   */
  @Test
  void bytesOfAllBuffers() {
    assertEquals(4L * (2 + 2 * 2 + 6) * 31 * 21, max(DataType.FLOAT32, 1, 0).workspaceBytes());
    assertEquals(8L * (2 + 2 * 2 + 6) * 31 * 21, max(DataType.FLOAT64, 1, 0).workspaceBytes());
    assertEquals(4L * (2 + 1 + 2) * 31 * 42, average(1, 0).workspaceBytes());
  }

  @Test
  void threadsHaveBuffersOfTheirOwn() {
    long one = max(DataType.FLOAT32, 1, 0).workspaceBytes();
    assertEquals(2 * one, max(DataType.FLOAT32, 2, 0).workspaceBytes());
    assertEquals(2 * one, max(DataType.FLOAT32, 9, 0).workspaceBytes(), "two bands in all");
  }

  @Test
  void limitIsKept() {
    for (long limit = 10_000; limit < 40_000; limit += 777) {
      for (int threads = 1; threads < 4; threads++) {
        assertTrue(max(DataType.FLOAT64, threads, limit).workspaceBytes() <= threads * limit);
        assertTrue(average(threads, limit).workspaceBytes() <= threads * limit);
      }
    }
    assertTrue(max(DataType.FLOAT32, 1, 10_000).workspaceBytes() > 5_000, "no less than needed");
  }

  @Test
  void leastBandIsGranted() {
    long places = 4L * 1024;
    assertEquals(Math.max(places, 8L * 12 * 2 * 21), max(DataType.FLOAT64, 1, 1).workspaceBytes());
    assertEquals(4L * 5 * 2 * 42, average(1, 1).workspaceBytes());
  }

  @Test
  void unpoolingHasAThousandPlacesForEachThread() {
    UnpoolingProblem problem = UnpoolingProblem.inverting(PROBLEM);
    for (int threads = 1; threads < 4; threads++) {
      PlanOptions options = PlanOptions.defaults().withThreads(threads);
      MaxUnpooling<float[]> plan =
          MaxUnpooling.plan(problem, DataType.FLOAT32, SwitchNumbering.PLANE_ROW_MAJOR, options);
      assertEquals(4L * 1024 * Math.min(threads, 2), plan.workspaceBytes(), "two planes");
    }
  }

  @Test
  void limitChangesNoResult() {
    Random random = new Random(3);
    float[] x = new float[(int) PROBLEM.xSize()];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextInt(7);
    }
    int size = (int) PROBLEM.ySize();
    float[] want = new float[size];
    int[] wantSwitches = new int[size];
    max(DataType.FLOAT32, 1, 0).forward(x, want, wantSwitches);
    float[] wantMeans = new float[size];
    average(1, 0).forward(x, wantMeans);
    for (long limit : new long[] {1, 6_000, 20_000}) {
      float[] y = new float[size];
      int[] switches = new int[size];
      max(DataType.FLOAT32, 1, limit).forward(x, y, switches);
      assertArrayEquals(want, y);
      assertArrayEquals(wantSwitches, switches);
      average(1, limit).forward(x, y);
      assertArrayEquals(wantMeans, y);
    }
  }

  private static <A> MaxPooling<A> max(DataType<A> type, int threads, long limit) {
    return MaxPooling.plan(PROBLEM, type, SwitchNumbering.PLANE_ROW_MAJOR, options(threads, limit));
  }

  private static AveragePooling<float[]> average(int threads, long limit) {
    return AveragePooling.plan(PROBLEM, DataType.FLOAT32, true, options(threads, limit));
  }

  private static PlanOptions options(int threads, long limit) {
    return PlanOptions.defaults().withThreads(threads).withWorkspaceLimit(limit);
  }
}
