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

class MaxUnpoolOperatorTest {
  @TempDir private Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"float32", "float64"})
  void elementsGoWhereTheirIndicesSay(String dtype) throws IOException {
    assertPasses(pair(dtype).tensor("output", "output", "1,1,2,2", 6, 0, 0, 5), dir);
  }

  @Test
  void aWrongValueFails() throws IOException {
    assertFails(
        "f64 output[0, 0, 0, 1]: got 0.0, want 1.0",
        pair("float64").tensor("output", "output", "1,1,2,2", 6, 1, 0, 5),
        dir);
  }

  @Test
  void theIndexedPlaneLiesAtTheStartOfALargerOutput() throws IOException {
    CaseFolder folder =
        pair("float64")
            .set("resolved.output_shape", "1,1,3,4")
            .integers("input", "output_shape", "4", 1, 1, 3, 4)
            .tensor("output", "output", "1,1,3,4", 6, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0);
    assertPasses(folder, dir);
    assertFails(
        "output_shape=[1, 1, 3, 3]: must be resolved.output_shape=[1, 1, 3, 4]",
        folder.integers("output_shape", 1, 1, 3, 3),
        dir);
  }

  @Test
  void indicesCountOnThroughThePlanes() throws IOException {
    assertPasses(
        CaseFolder.of("MaxUnpool", "float64", 1)
            .set("resolved.index_shape", "2,1,3")
            .set("resolved.output_shape", "2,1,4")
            .tensor("input", "X", "2,1,1", 5, 6)
            .integers("input", "I", "2,1,1", 2, 4)
            .tensor("output", "output", "2,1,4", 0, 0, 5, 0, 0, 6, 0, 0),
        dir);
  }

  @ParameterizedTest
  @CsvSource({
    "resolved.index_shape, , resolved.index_shape: is missing",
    "resolved.output_shape, , resolved.output_shape: is missing",
    "resolved.output_shape, '1,1,2', 'resolved.output_shape=1,1,2: must have 4 values'",
    "resolved.output_shape, '1,2,2,2', 'resolved.output_shape=[1, 2, 2, 2]: must begin with 1,1 as X'",
    "resolved.index_shape, '2,1,2,2', 'resolved.index_shape=[2, 1, 2, 2]: must begin with 1,1 as X'",
    "resolved.index_shape, '1,1,2,3', 'switchPlane=[2, 3]: must not exceed output=[2, 2] on any axis'",
    "tensor.1.shape, '1,1,2,1', 'I: shape=[1, 1, 2, 1]: must be [1, 1, 1, 2]'",
    "tensor.1.slot, J, slot=[J]: is no input of MaxUnpool"
  })
  void aMalformedCaseFails(String key, String value, String message) throws IOException {
    CaseFolder folder = pair("float64").tensor("output", "output", "1,1,2,2", 6, 0, 0, 5);
    assertFails(message, value == null ? folder.without(key) : folder.set(key, value), dir);
  }

  @Test
  void indicesMustBeIntegersThatFitAnInt() throws IOException {
    assertFails(
        "I: value=4294967296: must fit an int",
        pair("float64")
            .integers("I", 3, 1L << 32)
            .tensor("output", "output", "1,1,2,2", 6, 0, 0, 5),
        dir);
    assertFails(
        "I: dtype=float64: must be int64",
        pair("float64")
            .set("tensor.1.dtype", "float64")
            .tensor("output", "output", "1,1,2,2", 6, 0, 0, 5),
        dir);
  }

  /** 5 at the last and 6 at the first cell of a plane of two by two. */
  private static CaseFolder pair(String dtype) {
    return CaseFolder.of("MaxUnpool", dtype, 2)
        .set("resolved.index_shape", "1,1,2,2")
        .set("resolved.output_shape", "1,1,2,2")
        .tensor("input", "X", "1,1,1,2", 5, 6)
        .integers("input", "I", "1,1,1,2", 3, 0);
  }
}
