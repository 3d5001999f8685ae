package io.colonnade.check;

import static io.colonnade.check.Conformance.assertFails;
import static io.colonnade.check.Conformance.assertPasses;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AveragePoolOperatorTest {
  @TempDir private Path dir;

  @ParameterizedTest
  @CsvSource({
    "0, 0, '1,1', 2, 1, 1 1.5 2.5 3.5 4.5 5",
    "1, 0, '1,1', 2, 1, 0.5 1.5 2.5 3.5 4.5 2.5",
    "1, 0, '1,0', 2, 1, 0.5 1.5 2.5 3.5 4.5",
    "0, 0, '0,0', 2, 2, 1.5 3.5",
    "0, 1, '0,0', 2, 2, 1.5 3.5 5",
    "1, 1, '0,0', 2, 2, 1.5 3.5 5",
    "1, 0, '0,1', 2, 2, 1.5 3.5 2.5",
    "0, 1, '0,1', 4, 3, 2.5 4.5",
    "1, 1, '0,1', 4, 3, 2.5 3"
  })
  void theDivisorCountsPaddingButNoOverhang(
      String countPadding, String ceil, String pads, String kernel, String stride, String y)
      throws IOException {
    double[] means = Stream.of(y.split(" ")).mapToDouble(Double::parseDouble).toArray();
    CaseFolder folder =
        line()
            .set("resolved.count_include_pad", countPadding)
            .set("resolved.ceil_mode", ceil)
            .set("resolved.pads", pads)
            .set("resolved.kernel_shape", kernel)
            .set("resolved.strides", stride)
            .tensor("output", "Y", "1,1," + means.length, means);
    assertPasses(folder, dir);
    means[0]++;
    assertFails("f32 Y[0, 0, 0]: got ", folder.values("Y", means), dir);
  }

  @Test
  void dilationSkipsCells() throws IOException {
    assertPasses(
        line().set("resolved.dilations", "3").tensor("output", "Y", "1,1,2", 2.5, 3.5), dir);
  }

  @Test
  void attributesReachEveryAxis() throws IOException {
    assertPasses(
        averagePool("AveragePool", 3)
            .set("resolved.kernel_shape", "1,2,2")
            .set("resolved.strides", "2,1,1")
            .set("resolved.dilations", "1,1,2")
            .set("resolved.pads", "0,1,0,0,0,0")
            .set("resolved.count_include_pad", "1")
            .tensor("input", "X", "1,1,3,1,4", 1, 2, 3, 4, 99, 99, 99, 99, 8, 7, 6, 5)
            .tensor("output", "Y", "1,1,2,1,2", 1, 1.5, 3.5, 3),
        dir);
  }

  @Test
  void aGlobalPoolTakesThePlane() throws IOException {
    CaseFolder folder =
        CaseFolder.of("GlobalAveragePool", "float32", 2)
            .tensor("input", "X", "1,2,1,2", 1, 2, 5, -6)
            .tensor("output", "Y", "1,2,1,1", 1.5, -0.5);
    assertPasses(folder, dir);
    assertFails("f32 Y[0, 1, 0, 0]: got -0.5, want 0.5", folder.values("Y", 1.5, 0.5), dir);
  }

  @ParameterizedTest
  @CsvSource({"1, 0.5, 3", "0, 1, 4"})
  void theGradientIsSharedOutByTheSameDivisor(String countPadding, double y0, double dx0)
      throws IOException {
    CaseFolder folder =
        averagePool("AveragePoolGradient", 1)
            .set("resolved.kernel_shape", "2")
            .set("resolved.pads", "1,0")
            .set("resolved.count_include_pad", countPadding)
            .tensor("input", "X", "1,1,3", 1, 2, 3)
            .tensor("input", "dY", "1,1,3", 2, 4, 6)
            .tensor("output", "Y", "1,1,3", y0, 1.5, 2.5)
            .tensor("output", "dX", "1,1,3", dx0, 5, 3);
    assertPasses(folder, dir);
    assertFails("f32 dX[0, 0, 2]: got 3.0, want 6.0", folder.values("dX", dx0, 5, 6), dir);
  }

  @ParameterizedTest
  @CsvSource({
    "resolved.count_include_pad, , resolved.count_include_pad: is missing",
    "resolved.count_include_pad, 3, resolved.count_include_pad=3: must be 0 or 1",
    "resolved.ceil_mode, , resolved.ceil_mode: is missing",
    "tensor.1.role, input, slot=[Y]: is no input of AveragePool"
  })
  void aMalformedCaseFails(String key, String value, String message) throws IOException {
    CaseFolder folder = line().tensor("output", "Y", "1,1,4", 1.5, 2.5, 3.5, 4.5);
    assertFails(message, value == null ? folder.without(key) : folder.set(key, value), dir);
  }

  private static CaseFolder line() {
    return averagePool("AveragePool", 1)
        .set("resolved.kernel_shape", "2")
        .tensor("input", "X", "1,1,5", 1, 2, 3, 4, 5);
  }

  private static CaseFolder averagePool(String op, int spatialDims) {
    return CaseFolder.of(op, "float32", spatialDims)
        .set("resolved.ceil_mode", "0")
        .set("resolved.count_include_pad", "0");
  }
}
