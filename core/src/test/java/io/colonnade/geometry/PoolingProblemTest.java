package io.colonnade.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoolingProblemTest {

  /** Sizes by hand: input, kernel, stride, begin, end, dilation, floor, ceiling. */
  @ParameterizedTest
  @CsvSource({
    "4, 2, 2, 0, 0, 1, 2, 2",
    "5, 2, 2, 0, 0, 1, 2, 3",
    "5, 3, 2, 1, 1, 1, 3, 3",
    "6, 3, 2, 1, 1, 1, 3, 4",
    // a third window would start in the end padding
    "4, 2, 3, 0, 1, 1, 2, 2",
    "3, 1, 3, 0, 1, 1, 2, 1",
    "7, 2, 3, 0, 0, 3, 2, 2",
    "8, 2, 3, 0, 0, 3, 2, 3"
  })
  void outputSizes(long i, long k, long s, long begin, long end, long d, long floor, long ceil) {
    assertEquals(floor, Axis.floor(i, k, s, begin, end, d).output());
    assertEquals(ceil, Axis.ceil(i, k, s, begin, end, d).output());
  }

  /** The taps of each window are those whose cells lie where the index formula says. */
  @ParameterizedTest
  @CsvSource({"5, 3, 2, 1, 1, 1", "9, 4, 3, 3, 2, 2", "3, 5, 1, 4, 4, 2", "10, 2, 4, 0, 1, 5"})
  void tapsOfWindows(long i, long k, long s, long begin, long end, long d) {
    Axis axis = Axis.ceil(i, k, s, begin, end, d);
    for (long o = 0; o < axis.output(); o++) {
      for (long tap = 0; tap < k; tap++) {
        long cell = axis.inputIndex(o, tap);
        assertEquals(cell >= 0 && cell < i, tap >= axis.firstTap(o) && tap < axis.endTap(o));
        assertEquals(cell < i + end, tap < axis.paddedTaps(o));
      }
    }
  }

  @Test
  void stringOfAllSettings() {
    PoolingProblem problem =
        PoolingProblem.builder()
            .batch(2)
            .channels(3)
            .input(9, 8)
            .kernel(3, 2)
            .stride(2)
            .padding(new long[] {1, 0}, new long[] {0, 1})
            .dilation(1, 2)
            .layout(Layout.CHANNELS_LAST)
            .ceilMode(true)
            .build();
    assertEquals("n2_c3_i9x8_k3x2_s2_p1:0x0:1_d1x2_channels-last_ceil", problem.toString());
    assertEquals(problem, PoolingProblem.parse(problem.toString()));
  }

  @Test
  void ceilingIsNamedOnlyWhereItMatters() {
    var builder = PoolingProblem.builder().channels(1).kernel(2).stride(2).ceilMode(true);
    assertEquals("n1_c1_i4_k2_s2", builder.input(4).build().toString());
    assertEquals("n1_c1_i5_k2_s2_ceil", builder.input(5).build().toString());
  }

  @Test
  void sameHasAnOutputForEveryStride() {
    var builder = PoolingProblem.builder().channels(1).input(7, 8).kernel(3).stride(2);
    assertEquals("n1_c1_i7x8_k3x3_s2_p1x0:1", builder.same().build().toString());
    assertEquals("n1_c1_i7x8_k3x3_s2_p1x1:0", builder.sameLower().build().toString());
    assertEquals("n1_c1_i7x8_k3x3_s2", builder.valid().build().toString());
  }

  @Test
  void globalIsOneWindow() {
    PoolingProblem problem = PoolingProblem.builder().channels(4).global(5, 6).build();
    assertEquals("n1_c4_i5x6_k5x6", problem.toString());
    assertEquals(4, problem.ySize());
  }

  @ParameterizedTest
  @ValueSource(strings = {"n1_c1_f2_i4_k2", "n1_c1_i4_k2_g1", "n1_c1_i4", "n1_c1_i4_k2_floor"})
  void refusesOtherStrings(String text) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> PoolingProblem.parse(text));
    assertEquals(
        "problem='" + text + "'", String.valueOf(e.getMessage()).substring(0, text.length() + 10));
  }

  @Test
  void refusesOutputsOfNeitherFormula() {
    Window window = new Window(List.of(new Axis(5, 2, 2, 0, 0, 1, 1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new PoolingProblem(1, 1, window, Layout.CHANNELS_FIRST));
  }

  @Test
  void unpoolingInvertsTheSizes() {
    PoolingProblem pooling = PoolingProblem.parse("n2_c3_i9x8_k3x2_s2_channels-last");
    UnpoolingProblem problem = UnpoolingProblem.inverting(pooling);
    assertEquals(List.of(4L, 4L), problem.input());
    assertEquals(List.of(9L, 8L), problem.output());
    assertEquals(problem.output(), problem.switchPlane());
    assertEquals(Layout.CHANNELS_LAST, problem.layout());
    assertEquals(pooling.xSize(), problem.ySize());
    assertEquals(pooling.ySize(), problem.xSize());
  }

  @Test
  void refusesUnpoolingSizes() {
    refuses("switchPlane=[4, 6]: must not exceed output=[5, 5]", p -> p.withSwitchPlane(4, 6));
    refuses("switchPlane=[4]: must have a size", p -> p.withSwitchPlane(4));
    refuses("switchPlane=0: must be at least 1", p -> p.withSwitchPlane(4, 0));
  }

  private static void refuses(String message, Function<UnpoolingProblem, UnpoolingProblem> change) {
    UnpoolingProblem problem = UnpoolingProblem.of(1, 1, new long[] {2, 2}, new long[] {5, 5});
    Exception e = assertThrows(IllegalArgumentException.class, () -> change.apply(problem));
    assertEquals(message, String.valueOf(e.getMessage()).substring(0, message.length()));
  }
}
