package io.colonnade.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {
  private static final long HUGE = Long.MAX_VALUE;

  /** By hand: input, kernel, stride, dilation, upper begin and end, output. */
  @ParameterizedTest
  @CsvSource({
    "5, 3, 1, 1, 1, 1, 5",
    "5, 4, 1, 1, 1, 2, 5",
    "6, 3, 2, 1, 0, 1, 3",
    "7, 2, 3, 3, 1, 2, 3",
    "8, 1, 3, 1, 0, 0, 3"
  })
  void same(long i, long k, long s, long d, long begin, long end, long output) {
    assertEquals(new Axis(i, k, s, begin, end, d, output), Axis.same(i, k, s, d, false));
    assertEquals(new Axis(i, k, s, end, begin, d, output), Axis.same(i, k, s, d, true));
  }

  /** Windows of cells −1, 1 and 0, 2 and so on to 5, 7 of an input of 7. */
  @Test
  void unstridedHasAWindowAtEveryCell() {
    assertEquals(new Axis(7, 2, 1, 1, 1, 2, 7), Axis.floor(7, 2, 3, 1, 1, 2).unstrided());
  }

  /** Windows of cells −1, 1 and 2, 4 and 5, 7 of an input of 7. */
  @Test
  void indicesOfDilatedWindows() {
    Axis axis = Axis.floor(7, 2, 3, 1, 1, 2);
    assertEquals(3, axis.output());
    assertEquals(3, axis.extent());
    assertEquals(-1, axis.inputIndex(0, 0));
    assertEquals(4, axis.inputIndex(1, 1));
    assertEquals(1, axis.outputIndex(4, 1));
    assertEquals(-1, axis.outputIndex(3, 0));
    assertEquals(1, axis.firstOutput(0));
    assertEquals(2, axis.endOutput(1));
    assertEquals(0, axis.unused());
    assertTrue(axis.sizedByFloor());
    assertEquals(7, Axis.transposedSize(3, 2, 3, 1, 1, 2));
  }

  @Test
  void namesSizesThatOverflow() {
    refuses("dilation·(kernel − 1)=[" + HUGE + ", 2]", () -> Axis.floor(5, 3, 1, 0, 0, HUGE));
    refuses(
        "input + paddingBegin + paddingEnd=[" + HUGE + ", 1, 0]",
        () -> Axis.floor(HUGE, 3, 1, 1, 0, 1));
    refuses("(windows − 1)·stride=[4, " + HUGE + "]", () -> new Axis(5, 1, HUGE, 0, 0, 1, 5));
    refuses("(windows − 1)·stride + extent=[", () -> Axis.same(HUGE, 3, 1, 1, false));
    refuses(
        "(windows − 1)·stride=[2, " + HUGE + "]", () -> Axis.transposedSize(3, 1, HUGE, 0, 0, 1));
  }

  private static void refuses(String message, Executable call) {
    String got = assertThrows(IllegalArgumentException.class, call).toString();
    assertTrue(got.contains(message), got);
    assertTrue(got.contains("must not exceed " + Long.MAX_VALUE), got);
  }
}
