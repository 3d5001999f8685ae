package io.colonnade.check;

import static io.colonnade.check.Conformance.assertFails;
import static io.colonnade.check.Conformance.assertPasses;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Col2ImOperatorTest {
  private static final double[] SUMS = {1, 12, 23, 30, 100, 1200, 2300, 3000};

  @TempDir private Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"float32", "float64"})
  void overlapsAddUpAndRowsGoByChannel(String dtype) throws IOException {
    assertPasses(pairs(dtype).tensor("output", "output", "1,2,4", SUMS), dir);
  }

  @Test
  void aWrongValueFails() throws IOException {
    assertFails(
        "f64 output[0, 1, 3]: got 3000.0, want 300.0",
        pairs("float64").tensor("output", "output", "1,2,4", 1, 12, 23, 30, 100, 1200, 2300, 300),
        dir);
  }

  @Test
  void theImagesOfABatchAreApart() throws IOException {
    assertPasses(
        pairs("float64").set("tensor.0.shape", "2,2,3").tensor("output", "output", "2,1,4", SUMS),
        dir);
  }

  @Test
  void paddingIsCutOff() throws IOException {
    assertPasses(
        pairs("float64")
            .set("resolved.image_shape", "3")
            .set("resolved.pads", "1,0")
            .tensor("output", "output", "1,2,3", 12, 23, 30, 1200, 2300, 3000),
        dir);
  }

  @Test
  void strideLeavesCellsUnused() throws IOException {
    assertPasses(
        line("float64", "7", "2")
            .set("resolved.strides", "2")
            .tensor("input", "input", "1,2,3", 1, 2, 3, 10, 20, 30)
            .tensor("output", "output", "1,1,7", 1, 10, 2, 20, 3, 30, 0),
        dir);
  }

  @Test
  void dilationSpreadsTheBlock() throws IOException {
    assertPasses(
        line("float64", "4", "2")
            .set("resolved.dilations", "2")
            .tensor("input", "input", "1,2,2", 1, 2, 10, 20)
            .tensor("output", "output", "1,1,4", 1, 2, 10, 20),
        dir);
  }

  @Test
  void blocksAndPositionsAreRowMajor() throws IOException {
    // Two positions along the last axis, taps (0,0), (0,1), (1,0), (1,1).
    assertPasses(
        CaseFolder.of("Col2Im", "float64", 2)
            .set("resolved.image_shape", "2,3")
            .set("resolved.block_shape", "2,2")
            .tensor("input", "input", "1,4,2", 1, 2, 10, 20, 100, 200, 1000, 2000)
            .tensor("output", "output", "1,1,2,3", 1, 12, 20, 100, 1200, 2000),
        dir);
  }

  @Test
  void theShapesMayBeInputsToo() throws IOException {
    CaseFolder folder =
        pairs("float64")
            .integers("input", "image_shape", "1", 4)
            .integers("input", "block_shape", "1", 2)
            .tensor("output", "output", "1,2,4", SUMS);
    assertPasses(folder, dir);
    assertFails(
        "image_shape=[5]: must be resolved.image_shape=[4]",
        folder.integers("image_shape", 5),
        dir);
    assertFails(
        "block_shape=[3]: must be resolved.block_shape=[2]",
        folder.integers("image_shape", 4).integers("block_shape", 3),
        dir);
  }

  @ParameterizedTest
  @CsvSource({
    "resolved.image_shape, , resolved.image_shape: is missing",
    "resolved.image_shape, 5, 'input: shape=[1, 4, 3]: must be [1, 4, 4]'",
    "resolved.block_shape, 3, 'input: shape=[1, 4, 3]: must have rows for each of the 3 taps'",
    "resolved.block_shape, 0, 'input: shape=[1, 4, 3]: must have rows for each of the 0 taps'",
    "tensor.0.shape, '1,4,3,1', 'input: shape=[1, 4, 3, 1]: must have 3 axes'",
    "tensor.1.role, input, slot=[output]: is no input of Col2Im"
  })
  void aMalformedCaseFails(String key, String value, String message) throws IOException {
    CaseFolder folder = pairs("float64").tensor("output", "output", "1,2,4", SUMS);
    assertFails(message, value == null ? folder.without(key) : folder.set(key, value), dir);
  }

  /** Blocks of two cells over four, of two channels. */
  private static CaseFolder pairs(String dtype) {
    double[] rows = {1, 2, 3, 10, 20, 30, 100, 200, 300, 1000, 2000, 3000};
    return line(dtype, "4", "2").tensor("input", "input", "1,4,3", rows);
  }

  private static CaseFolder line(String dtype, String image, String block) {
    return CaseFolder.of("Col2Im", dtype, 1)
        .set("resolved.image_shape", image)
        .set("resolved.block_shape", block);
  }
}
