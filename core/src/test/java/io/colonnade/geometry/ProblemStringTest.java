package io.colonnade.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemStringTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "n1_c1_f1_i1_k1",
        "n2_c4_f6_g2_i9x8_k3x2_s2x1_p1:0x0:2_d1x2_circular_channels-last_filters-last",
        "n1_c1_f1_i8_k3_s2_o2",
        "n1_c1_f1_i8x7_k3x3_s2_o3x2_reflect"
      })
  void convolutionsRoundTrip(String text) {
    assertEquals(text, ConvolutionProblem.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"n1_c2_f3_i3x3_k3x3_s3x2_o10x8", "n2_c4_f2_g2_i5_k3_s2_p1_channels-last"})
  void transposedConvolutionsAndTheirAdjointsRoundTrip(String text) {
    TransposedProblem problem = TransposedProblem.parse(text);
    assertEquals(text, problem.toString());
    assertEquals(problem.adjoint(), ConvolutionProblem.parse(problem.adjoint().toString()), text);
  }

  /** Three windows where the floor formula gives 34. */
  @Test
  void namesOutputsBelowTheFloorFormula() {
    TransposedProblem problem =
        TransposedProblem.builder()
            .channels(1)
            .filters(1)
            .input(3)
            .kernel(3)
            .stride(2)
            .output(70)
            .build();
    String text = problem.adjoint().toString();
    assertEquals("n1_c1_f1_i70_k3_s2_o3", text);
    assertEquals(problem.adjoint(), ConvolutionProblem.parse(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "c1_f1_i4_k2_o4; output=4: must be at most 3 on axis 0",
        "c1_f1_i4_k2_o0; output=0: must be at least 1",
        "c1_f1_k2; 'i' is missing",
        "c1_f1_i4_k2_k2; 'k' is given twice",
        "c1_f1_i4_k2_z3; cannot read 'z3'",
        "c1_f1_i4_k; cannot read 'k'",
        "c1_f1_i4_k2__; cannot read ''",
        "c1_f1_i9999999999999999999_k2; as a size",
        "c1_f1_i4x4_k2_p1x1x1; padding=[1, 1, 1]: must have one value",
        "c3_f1_g2_i4_k2; groups=2: must divide channels=3"
      })
  void refusesOtherStrings(String text, String message) {
    refuses(message, () -> ConvolutionProblem.parse(text));
  }

  /** By ONNX: (input − 1)·stride + extent − output cells of padding, the odd one last or first. */
  @Test
  void sameTransposedConvolutionPadsForTheOutput() {
    assertArrayEquals(new long[] {0, 1}, padding(transposed().output(6).same()));
    assertArrayEquals(new long[] {1, 0}, padding(transposed().output(6).sameLower()));
    assertArrayEquals(new long[] {0, 0}, padding(transposed().output(9).same()));
    assertEquals(9, transposed().output(9).same().build().ySize());
    refuses("outputPadding=1: must be 0 on axis 0", transposed().outputPadding(1).same()::build);
    refuses(
        "input·stride=[3, " + Long.MAX_VALUE + "]: the product",
        transposed().stride(Long.MAX_VALUE).same()::build);
  }

  @Test
  @SuppressWarnings("NullAway") // Nulls are the point.
  void namesNullArguments() {
    Window window = new Window(List.of(Axis.floor(3, 1, 1, 0, 0, 1)));
    isNull("window", () -> new PoolingProblem(1, 1, null, Layout.CHANNELS_FIRST));
    isNull("layout", () -> new PoolingProblem(1, 1, window, null));
    isNull("layout", convolution().layout(null)::build);
    isNull("paddingMode", convolution().paddingMode(null)::build);
    isNull("filterLayout", convolution().filterLayout(null)::build);
    isNull("filterLayout", transposed().filterLayout(null)::build);
    isNull("adjoint", () -> new TransposedProblem(null));
    isNull("axes", () -> new Window(null));
  }

  private static void isNull(String name, Executable call) {
    assertEquals(name, assertThrows(NullPointerException.class, call).getMessage());
  }

  private static ConvolutionProblemBuilder convolution() {
    return ConvolutionProblem.builder().channels(1).filters(1).input(3).kernel(2);
  }

  private static TransposedProblemBuilder transposed() {
    return TransposedProblem.builder().channels(1).filters(1).input(3).kernel(3).stride(2);
  }

  private static long[] padding(TransposedProblemBuilder builder) {
    Axis axis = builder.build().adjoint().window().axis(0);
    return new long[] {axis.paddingBegin(), axis.paddingEnd()};
  }

  private static void refuses(String message, Executable call) {
    String got = assertThrows(IllegalArgumentException.class, call).toString();
    assertTrue(got.contains(message), got);
  }
}
