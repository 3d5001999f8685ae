package io.colonnade.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts over all axes of a window. */
class WindowTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "n1_c1_f1_i4x4_k7x7_p3",
        "n1_c1_f1_i9_k3_s2_p1",
        "n1_c1_f1_i7x5_k3x2_s2x1_d2x3",
        "n1_c1_f1_i5x6x4_k3x1x2_s1x2x3_p1x2x0",
        "n1_c1_f1_i7x7_k1x1_s2_p3"
      })
  void insidePairsAreThoseOfEveryAxisCounted(String text) {
    Window window = ConvolutionProblem.parse(text).window();
    double expected = 1;
    for (Axis axis : window.axes()) {
      int inside = 0;
      for (int o = 0; o < axis.output(); o++) {
        for (int k = 0; k < axis.kernel(); k++) {
          long cell = o * axis.stride() - axis.paddingBegin() + k * axis.dilation();
          inside += cell >= 0 && cell < axis.input() ? 1 : 0;
        }
      }
      expected *= inside;
    }
    assertEquals(expected, window.insidePairs());
  }
}
