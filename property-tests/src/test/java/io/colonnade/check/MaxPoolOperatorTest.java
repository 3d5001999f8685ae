package io.colonnade.check;

import static io.colonnade.check.Conformance.assertFails;
import static io.colonnade.check.Conformance.assertPasses;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaxPoolOperatorTest {
  @TempDir private Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"float32", "float64"})
  void theGreatestOfEachWindowIsTaken(String dtype) throws IOException {
    assertPasses(square(dtype).tensor("output", "Y", "1,1,2,2", 5, 6, 8, 9), dir);
  }

  @Test
  void aWrongValueFails() throws IOException {
    assertFails(
        "f64 Y[0, 0, 1, 0]: got 8.0, want 7.0",
        square("float64").tensor("output", "Y", "1,1,2,2", 5, 6, 7, 9),
        dir);
  }

  @ParameterizedTest
  @CsvSource({"0, 4 5 7 8", "1, 4 7 5 8"})
  void indicesNumberThePlaneByRowsOrByColumns(String order, String indices) throws IOException {
    long[] numbers = Stream.of(indices.split(" ")).mapToLong(Long::parseLong).toArray();
    CaseFolder folder =
        square("float32")
            .set("resolved.storage_order", order)
            .tensor("output", "Y", "1,1,2,2", 5, 6, 8, 9)
            .integers("output", "Indices", "1,1,2,2", numbers);
    assertPasses(folder, dir);
    numbers[3]--;
    assertFails(
        "f32 Indices[0, 0, 1, 1]: got 8.0, want 7.0", folder.integers("Indices", numbers), dir);
  }

  @ParameterizedTest
  @CsvSource({"0, 4 5 7 8 9 10 12 13", "1, 4 7 5 8 9 12 10 13"})
  void indicesCountOnThroughThePlanes(String order, String indices) throws IOException {
    double[] x = {1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 8, 7, 6, 5, 4, 3, 2, 1};
    long[] numbers = Stream.of(indices.split(" ")).mapToLong(Long::parseLong).toArray();
    for (String planes : List.of("1,2", "2,1")) {
      assertPasses(
          maxPool("float64", 2)
              .set("resolved.kernel_shape", "2,2")
              .set("resolved.storage_order", order)
              .tensor("input", "X", planes + ",3,3", x)
              .tensor("output", "Y", planes + ",2,2", 5, 6, 8, 9, 9, 8, 6, 5)
              .integers("output", "Indices", planes + ",2,2", numbers),
          dir);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 23", "1, 23", "0, 14", "1, 14"})
  void columnMajorVariesTheFirstOfThreeAxesFastest(String order, int cell) throws IOException {
    int[] size = {2, 3, 4};
    double[] x = new double[24];
    x[cell] = 1;
    int d = cell / 12;
    int h = cell / 4 % 3;
    int w = cell % 4;
    assertPasses(
        maxPool("float64", 3)
            .set("resolved.kernel_shape", "2,3,4")
            .set("resolved.storage_order", order)
            .tensor("input", "X", "1,1,2,3,4", x)
            .tensor("output", "Y", "1,1,1,1,1", 1)
            .integers(
                "output",
                "Indices",
                "1,1,1,1,1",
                order.equals("0") ? cell : d + size[0] * (h + size[1] * w)),
        dir);
  }

  @Test
  void theFirstOfEqualElementsWins() throws IOException {
    assertPasses(
        line("1,1,4", 7, 7, 7, 7)
            .tensor("output", "Y", "1,1,3", 7, 7, 7)
            .integers("output", "Indices", "1,1,3", 0, 1, 2),
        dir);
  }

  @Test
  void paddingNeverWinsAndEachEndHasItsOwn() throws IOException {
    assertPasses(
        line("1,1,3", -1, -2, -3)
            .set("resolved.pads", "1,0")
            .tensor("output", "Y", "1,1,3", -1, -1, -2)
            .integers("output", "Indices", "1,1,3", 0, 0, 1),
        dir);
  }

  @ParameterizedTest
  @CsvSource({
    "0, '0,0', '1,1,2', 2 4",
    "1, '0,0', '1,1,3', 2 4 5",
    "1, '1,0', '1,1,3', 1 3 5",
    "0, '1,1', '1,1,3', 1 3 5",
    "1, '1,2', '1,1,3', 1 3 5"
  })
  void ceilingAddsWindowsThatStartBeforeTheEnd(String ceil, String pads, String shape, String y)
      throws IOException {
    double[] maxima = Stream.of(y.split(" ")).mapToDouble(Double::parseDouble).toArray();
    assertPasses(
        line("1,1,5", 1, 2, 3, 4, 5)
            .set("resolved.strides", "2")
            .set("resolved.ceil_mode", ceil)
            .set("resolved.pads", pads)
            .tensor("output", "Y", shape, maxima),
        dir);
  }

  @Test
  void dilationSkipsCells() throws IOException {
    assertPasses(
        line("1,1,4", 1, 9, 2, 3)
            .set("resolved.dilations", "2")
            .tensor("output", "Y", "1,1,2", 2, 9),
        dir);
  }

  @Test
  void attributesReachEveryAxis() throws IOException {
    assertPasses(
        maxPool("float64", 3)
            .set("resolved.kernel_shape", "1,2,2")
            .set("resolved.strides", "2,1,1")
            .set("resolved.dilations", "1,1,2")
            .set("resolved.pads", "0,1,0,0,0,0")
            .tensor("input", "X", "1,1,3,1,4", 1, 2, 3, 4, 99, 99, 99, 99, 8, 7, 6, 5)
            .tensor("output", "Y", "1,1,2,1,2", 3, 4, 8, 7),
        dir);
  }

  @Test
  void aGlobalPoolTakesThePlane() throws IOException {
    CaseFolder folder =
        CaseFolder.of("GlobalMaxPool", "float32", 1)
            .tensor("input", "X", "2,2,2", 1, 2, -3, -4, 6, 5, 7, 8)
            .tensor("output", "Y", "2,2,1", 2, -3, 6, 8);
    assertPasses(folder, dir);
    assertFails("f32 Y[0, 1, 0]: got -3.0, want -4.0", folder.values("Y", 2, -4, 6, 8), dir);
  }

  @Test
  void theGradientGoesToTheGreatestAndAddsUp() throws IOException {
    CaseFolder folder =
        CaseFolder.of("MaxPoolGradient", "float32", 1)
            .set("resolved.kernel_shape", "2")
            .set("resolved.ceil_mode", "0")
            .tensor("input", "X", "1,2,3", 1, 3, 2, 5, 5, 5)
            .tensor("input", "dY", "1,2,2", 10, 20, 30, 40)
            .tensor("output", "Y", "1,2,2", 3, 3, 5, 5)
            .tensor("output", "dX", "1,2,3", 0, 30, 0, 30, 40, 0);
    assertPasses(folder, dir);
    assertFails(
        "f32 dX[0, 1, 0]: got 30.0, want 0.0", folder.values("dX", 0, 30, 0, 0, 40, 0), dir);
  }

  @ParameterizedTest
  @CsvSource({
    "resolved.ceil_mode, , resolved.ceil_mode: is missing",
    "resolved.ceil_mode, 2, resolved.ceil_mode=2: must be 0 or 1",
    "resolved.storage_order, , resolved.storage_order: is missing",
    "resolved.storage_order, 2, resolved.storage_order=2: must be 0 or 1",
    "resolved.kernel_shape, 2, 'resolved.kernel_shape=2: must have 2 values'",
    "tensor.0.slot, x, slot=[x]: is no input of MaxPool",
    "tensor.0.shape, '1,9', 'X: shape=[1, 9]: must have 4 axes'",
    "tensor.1.slot, dX, slot=Y: is missing among the outputs"
  })
  void aMalformedCaseFails(String key, String value, String message) throws IOException {
    CaseFolder folder = square("float64").tensor("output", "Y", "1,1,2,2", 5, 6, 8, 9);
    assertFails(message, value == null ? folder.without(key) : folder.set(key, value), dir);
  }

  private static CaseFolder square(String dtype) {
    return maxPool(dtype, 2)
        .set("resolved.kernel_shape", "2,2")
        .tensor("input", "X", "1,1,3,3", 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  private static CaseFolder line(String shape, double... x) {
    return maxPool("float64", 1).set("resolved.kernel_shape", "2").tensor("input", "X", shape, x);
  }

  private static CaseFolder maxPool(String dtype, int spatialDims) {
    return CaseFolder.of("MaxPool", dtype, spatialDims)
        .set("resolved.ceil_mode", "0")
        .set("resolved.storage_order", "0");
  }
}
