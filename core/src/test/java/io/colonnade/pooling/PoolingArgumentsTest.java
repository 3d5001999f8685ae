package io.colonnade.pooling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.DataType;
import io.colonnade.PlanOptions;
import io.colonnade.SwitchNumbering;
import io.colonnade.WriteMode;
import io.colonnade.geometry.PoolingProblem;
import io.colonnade.geometry.UnpoolingProblem;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What plans refuse, what they leave alone, and what they add to. */
class PoolingArgumentsTest {
  private static final PoolingProblem PROBLEM = PoolingProblem.parse("n1_c2_i3x3_k2x2");
  private static final int IN = 18;
  private static final int OUT = 8;
  private static final float GUARD = -77;

  private final MaxPooling<float[]> max = MaxPooling.plan(PROBLEM, DataType.FLOAT32);
  private final AveragePooling<float[]> average =
      AveragePooling.plan(PROBLEM, DataType.FLOAT32, true);
  private final MaxUnpooling<float[]> unpooling =
      MaxUnpooling.plan(UnpoolingProblem.inverting(PROBLEM), DataType.FLOAT32);

  private static void refuses(String message, Executable call) {
    Exception e = assertThrows(RuntimeException.class, call);
    assertEquals(message, String.valueOf(e.getMessage()).split(":", 2)[0]);
  }

  @Test
  void refusesShortArraysAndNegativeOffsets() {
    float[] in = new float[IN];
    float[] out = new float[OUT];
    int[] switches = new int[OUT];
    refuses("x", () -> max.forward(new float[IN - 1], out, switches));
    refuses("y", () -> max.forward(in, new float[OUT - 1], switches));
    refuses("switches", () -> max.forward(in, out, new int[OUT - 1]));
    refuses("xOffset=-1", () -> max.forward(in, -1, out, 0, null, 0));
    refuses("switchesOffset=-1", () -> max.forward(in, 0, out, 0, switches, -1));
    refuses("y", () -> max.forward(in, 0, out, 1, null, 0));
    refuses("dy", () -> max.backward(new float[OUT - 1], switches, in));
    refuses("dx", () -> max.backward(out, switches, new float[IN - 1]));
    refuses("switches", () -> max.backward(out, new int[OUT - 1], in));
    refuses("x", () -> average.forward(out, out));
    refuses("dx", () -> average.backward(out, new float[IN - 1]));
    refuses("x", () -> unpooling.forward(new float[OUT - 1], switches, in));
    refuses("y", () -> unpooling.forward(out, switches, new float[IN - 1]));
    refuses("dx", () -> unpooling.backward(in, switches, new float[OUT - 1]));
  }

  @Test
  void refusesOverlap() {
    float[] both = new float[IN + OUT];
    int[] switches = new int[OUT];
    refuses("x and y", () -> max.forward(both, 0, both, IN - 1, null, 0));
    refuses("dy and dx", () -> max.backward(both, 17, switches, 0, both, 0, WriteMode.OVERWRITE));
    refuses("x and y", () -> average.forward(both, 0, both, IN - 1));
    refuses("dy and dx", () -> average.backward(both, 17, both, 0, WriteMode.OVERWRITE));
    refuses("x and y", () -> unpooling.forward(both, 17, switches, 0, both, 0));
    refuses(
        "dy and dx", () -> unpooling.backward(both, 0, switches, 0, both, 17, WriteMode.OVERWRITE));
  }

  @ParameterizedTest
  @CsvSource({
    "PLANE_ROW_MAJOR, 9, '[0, 9)'",
    "PLANE_COLUMN_MAJOR, -1, '[0, 9)'",
    "TENSOR_ROW_MAJOR, 8, '[9, 18)'",
    "TENSOR_COLUMN_MAJOR, 18, '[9, 18)'"
  })
  void refusesSwitchesOutOfRangeAndWritesNothing(SwitchNumbering numbering, int bad, String range) {
    int[] switches = new int[OUT + 2];
    Arrays.fill(switches, 6, 10, numbering.wholeTensor() ? 9 : 0);
    switches[8] = bad;
    String message = "switches[8]=%d: must be in %s, the cells of its plane".formatted(bad, range);
    PlanOptions options = PlanOptions.defaults();
    var pooling = MaxPooling.plan(PROBLEM, DataType.FLOAT32, numbering, options);
    var unpool =
        MaxUnpooling.plan(
            UnpoolingProblem.inverting(PROBLEM), DataType.FLOAT32, numbering, options);
    float[] in = new float[IN];
    float[] out = new float[OUT];
    Arrays.fill(in, GUARD);
    Arrays.fill(out, GUARD);
    Executable[] calls = {
      () -> pooling.backward(out, 0, switches, 2, in, 0, WriteMode.OVERWRITE),
      () -> unpool.forward(out, 0, switches, 2, in, 0),
      () -> unpool.backward(in, 0, switches, 2, out, 0, WriteMode.OVERWRITE)
    };
    for (Executable call : calls) {
      Exception e = assertThrows(IllegalArgumentException.class, call);
      assertEquals(message, e.getMessage());
    }
    for (float value : in) {
      assertEquals(GUARD, value);
    }
    for (float value : out) {
      assertEquals(GUARD, value);
    }
  }

  @Test
  void refusesSwitchesOfOtherChannels() {
    PoolingProblem last = PoolingProblem.parse("n1_c2_i3x3_k2x2_channels-last");
    var plan =
        MaxPooling.plan(
            last, DataType.FLOAT32, SwitchNumbering.TENSOR_ROW_MAJOR, PlanOptions.defaults());
    int[] switches = {0, 1, 0, 1, 0, 2, 0, 1};
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> plan.backward(new float[OUT], switches, new float[IN]));
    assertEquals(
        "switches[5]=2: must be in [1, 19) in steps of 2, the cells of its plane", e.getMessage());
  }

  @Test
  void refusesWindowsWithoutInput() {
    // the taps of the first window lie at −2 and 2, on both sides of two cells
    PoolingProblem around = PoolingProblem.parse("n1_c1_i2_k2_p2_d4");
    refuses("problem=" + around, () -> MaxPooling.plan(around, DataType.FLOAT32));
    refuses("problem=" + around, () -> AveragePooling.plan(around, DataType.FLOAT32, false));
    float[] y = new float[2];
    AveragePooling.plan(around, DataType.FLOAT32, true).forward(new float[] {6, 8}, y);
    assertArrayEquals(new float[2], y);
  }

  @Test
  void refusesAlgorithms() {
    PlanOptions options = PlanOptions.defaults().withAlgorithm("loops");
    refuses("algorithm=loops", () -> AveragePooling.plan(PROBLEM, DataType.FLOAT32, true, options));
  }

  @Test
  void writesItsRangesAndNothingBesideThem() {
    float[] x = new float[IN + 3];
    for (int i = 0; i < IN; i++) {
      x[2 + i] = (i * 7) % 18;
    }
    float[] y = guarded(OUT + 4);
    int[] switches = new int[OUT + 6];
    Arrays.fill(switches, -9);
    max.forward(x, 2, y, 3, switches, 5);
    float[] want = new float[OUT];
    int[] wantSwitches = new int[OUT];
    max.forward(Arrays.copyOfRange(x, 2, 2 + IN), want, wantSwitches);
    assertArrayEquals(want, Arrays.copyOfRange(y, 3, 3 + OUT));
    assertArrayEquals(wantSwitches, Arrays.copyOfRange(switches, 5, 5 + OUT));
    assertGuards(y, 3, OUT);
    assertEquals(-9, switches[4]);
    assertEquals(-9, switches[5 + OUT]);
    float[] noSwitches = new float[OUT];
    max.forward(x, 2, noSwitches, 0, null, 0);
    assertArrayEquals(want, noSwitches);

    float[] dx = guarded(IN + 4);
    max.backward(y, 3, switches, 5, dx, 2, WriteMode.OVERWRITE);
    assertGuards(dx, 2, IN);
    float[] again = guarded(OUT + 4);
    unpooling.backward(dx, 2, switches, 5, again, 1, WriteMode.OVERWRITE);
    assertGuards(again, 1, OUT);
    float[] sparse = guarded(IN + 4);
    unpooling.forward(y, 3, switches, 5, sparse, 1);
    assertGuards(sparse, 1, IN);

    float[] means = guarded(OUT + 4);
    average.forward(x, 2, means, 3);
    assertGuards(means, 3, OUT);
    float[] spread = guarded(IN + 4);
    average.backward(means, 3, spread, 2, WriteMode.OVERWRITE);
    assertGuards(spread, 2, IN);
  }

  @Test
  void gradientsAreAddedToWhatIsThere() {
    float[] dy = {1, 2, 3, 4, 5, 6, 7, 8};
    int[] switches = {4, 4, 7, 8, 0, 1, 4, 4};
    float[] dx = new float[IN];
    max.backward(dy, switches, dx);
    float[] sums = new float[IN];
    Arrays.fill(sums, 100);
    max.backward(dy, 0, switches, 0, sums, 0, WriteMode.ACCUMULATE);
    assertSum(dx, 100, sums);
    average.backward(dy, dx);
    Arrays.fill(sums, 8);
    average.backward(dy, 0, sums, 0, WriteMode.ACCUMULATE);
    assertSum(dx, 8, sums);
    float[] gathered = new float[OUT];
    unpooling.backward(dx, switches, gathered);
    float[] sumsOfGathered = new float[OUT];
    Arrays.fill(sumsOfGathered, 8);
    unpooling.backward(dx, 0, switches, 0, sumsOfGathered, 0, WriteMode.ACCUMULATE);
    assertSum(gathered, 8, sumsOfGathered);
  }

  private static void assertSum(float[] one, float other, float[] sums) {
    for (int i = 0; i < one.length; i++) {
      assertEquals(one[i] + other, sums[i]);
    }
  }

  private static float[] guarded(int length) {
    float[] array = new float[length];
    Arrays.fill(array, GUARD);
    return array;
  }

  private static void assertGuards(float[] array, int offset, int size) {
    for (int i = 0; i < array.length; i++) {
      boolean inside = i >= offset && i < offset + size;
      assertEquals(!inside, array[i] == GUARD, "element " + i);
    }
  }
}
