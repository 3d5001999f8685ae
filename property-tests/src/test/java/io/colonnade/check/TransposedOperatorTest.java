package io.colonnade.check;

import static io.colonnade.check.Conformance.assertFails;
import static io.colonnade.check.Conformance.assertPasses;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransposedOperatorTest {
  @TempDir private Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"float32", "float64"})
  void windowsAreAddedUp(String dtype) throws IOException {
    assertPasses(line(dtype).tensor("output", "Y", "1,1,5", 1, 10, 102, 20, 200), dir);
  }

  @Test
  void aWrongValueFails() throws IOException {
    assertFails(
        "f64 Y[0, 0, 2]: got 102.0, want 100.0",
        line("float64").tensor("output", "Y", "1,1,5", 1, 10, 100, 20, 200),
        dir);
  }

  @Test
  void paddingCutsEachEndByItsOwn() throws IOException {
    assertPasses(
        line("float64").set("resolved.pads", "1,2").tensor("output", "Y", "1,1,2", 10, 102), dir);
  }

  @Test
  void outputPaddingOfAnySizeIsAddedAtTheEnd() throws IOException {
    assertPasses(
        line("float64")
            .set("resolved.output_padding", "3")
            .tensor("input", "B", "1", 0.5)
            .tensor("output", "Y", "1,1,8", 1.5, 10.5, 102.5, 20.5, 200.5, 0.5, 0.5, 0.5),
        dir);
  }

  @Test
  void outputPaddingMakesUpForPaddingThatTakesAll() throws IOException {
    assertPasses(
        line("float64")
            .set("resolved.pads", "2,3")
            .set("resolved.output_padding", "2")
            .tensor("output", "Y", "1,1,2", 102, 20),
        dir);
  }

  @Test
  void dilationSpreadsTheKernel() throws IOException {
    assertPasses(
        line("float64")
            .set("resolved.strides", "1")
            .set("resolved.dilations", "2")
            .tensor("output", "Y", "1,1,6", 1, 2, 10, 20, 100, 200),
        dir);
  }

  @Test
  void attributesReachEveryAxis() throws IOException {
    assertPasses(
        transposed("float64", 3)
            .set("resolved.kernel_shape", "1,2,3")
            .set("resolved.strides", "3,5,2")
            .set("resolved.dilations", "1,7,1")
            .set("resolved.pads", "0,7,0,0,0,2")
            .set("resolved.output_padding", "1,0,0")
            .tensor("input", "X", "1,1,1,1,2", 1, 2)
            .tensor("initializer", "W", "1,1,1,2,3", 3, 3, 3, 1, 10, 100)
            .tensor("output", "Y", "1,1,2,1,3", 1, 10, 102, 0, 0, 0),
        dir);
  }

  @Test
  void groupsWriteTheirOwnFilters() throws IOException {
    assertPasses(
        transposed("float64", 1)
            .set("resolved.kernel_shape", "2")
            .set("resolved.group", "2")
            .tensor("input", "X", "1,2,1", 1, 2)
            .tensor("initializer", "W", "2,2,2", 3, 4, 5, 6, 7, 8, 9, 10)
            .tensor("output", "Y", "1,4,2", 3, 4, 5, 6, 14, 16, 18, 20),
        dir);
  }

  @ParameterizedTest
  @CsvSource({
    "resolved.output_padding, , resolved.output_padding: is missing",
    "resolved.group, , resolved.group: is missing",
    "resolved.group, 2, 'groups=2: must divide '",
    "tensor.1.shape, '1,3,1', 'W: shape=[1, 3, 1]: must be [1, 3, 3]'",
    "tensor.0.shape, '1,2,1', 'W: shape=[1, 1, 3]: must be [2, 1, 3]'",
    "tensor.2.role, input, slot=[Y]: is no input of ConvTranspose",
    "resolved.pads, '3,2', output=0: would be empty"
  })
  void aMalformedCaseFails(String key, String value, String message) throws IOException {
    CaseFolder folder = line("float64").tensor("output", "Y", "1,1,5", 1, 10, 102, 20, 200);
    assertFails(message, value == null ? folder.without(key) : folder.set(key, value), dir);
  }

  /** 1 and 2 under a kernel of 1, 10, 100, stride 2. */
  private static CaseFolder line(String dtype) {
    return transposed(dtype, 1)
        .set("resolved.kernel_shape", "3")
        .set("resolved.strides", "2")
        .tensor("input", "X", "1,1,2", 1, 2)
        .tensor("initializer", "W", "1,1,3", 1, 10, 100);
  }

  private static CaseFolder transposed(String dtype, int spatialDims) {
    return CaseFolder.of("ConvTranspose", dtype, spatialDims)
        .set("resolved.group", "1")
        .set("resolved.output_padding", String.join(",", Collections.nCopies(spatialDims, "0")));
  }
}
