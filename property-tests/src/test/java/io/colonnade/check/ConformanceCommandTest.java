package io.colonnade.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConformanceCommandTest {
  private static final String PASSED = "1 passed, 0 failed, 0 skipped";
  private static final String FAILED = "0 passed, 1 failed, 0 skipped";

  @TempDir private Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"float32", "float64"})
  void goodCasesPassInSilence(String dtype) throws IOException {
    CaseFolder.conv(dtype).write(dir.resolve("conv"));
    CaseFolder.convGradient(dtype).write(dir.resolve("below/at/any/depth"));
    assertEquals(new Run(0, List.of("2 passed, 0 failed, 0 skipped"), ""), run());
  }

  @Test
  void theFolderMayBeACase() throws IOException {
    CaseFolder.conv("float32").write(dir);
    assertEquals(new Run(0, List.of(PASSED), ""), run());
  }

  @Test
  void biasIsAddedAndHasItsGradient() throws IOException {
    CaseFolder.conv("float64")
        .tensor("initializer", "B", "1", 0.5)
        .values("Y", 37.5, 47.5, 67.5, 77.5)
        .write(dir.resolve("conv"));
    CaseFolder.convGradient("float64")
        .tensor("input", "B", "1", 0.5)
        .values("Y", 37.5, 47.5, 67.5, 77.5)
        .tensor("output", "dB", "1", 3)
        .write(dir.resolve("gradient"));
    assertEquals(new Run(0, List.of("2 passed, 0 failed, 0 skipped"), ""), run());
  }

  @Test
  void attributesReachEveryAxis() throws IOException {
    // x = 1 2 3 4 5, taps 2 apart, one cell of padding before: (none, 2) and (2, 4).
    CaseFolder.conv("float32")
        .set("spatial_dims", "3")
        .set("tensor.0.shape", "1,1,1,1,5")
        .values("X", 1, 2, 3, 4, 5)
        .set("tensor.1.shape", "1,1,1,1,2")
        .values("W", 10, 100)
        .set("tensor.2.shape", "1,1,1,1,2")
        .values("Y", 200, 420)
        .set("resolved.kernel_shape", "1,1,2")
        .set("resolved.strides", "3,4,2")
        .set("resolved.dilations", "5,6,2")
        .set("resolved.pads", "0,0,1,0,0,0")
        .write(dir);
    assertEquals(new Run(0, List.of(PASSED), ""), run());
  }

  @Test
  void groupsReadTheirOwnChannels() throws IOException {
    CaseFolder.conv("float32")
        .set("tensor.0.shape", "1,2,1,2")
        .values("X", 1, 2, 3, 4)
        .set("tensor.1.shape", "2,1,1,1")
        .values("W", 10, 100)
        .set("tensor.2.shape", "1,2,1,2")
        .values("Y", 10, 20, 300, 400)
        .set("resolved.kernel_shape", "1,1")
        .set("resolved.group", "2")
        .write(dir);
    assertEquals(new Run(0, List.of(PASSED), ""), run());
  }

  @Test
  void aWrongValueIsNamedOnBothTypes() throws IOException {
    CaseFolder.conv("float32").values("Y", 37, 47, 66, 80).write(dir.resolve("a/wrong"));
    CaseFolder.conv("float32").write(dir.resolve("right"));
    String rest =
        " Y[0, 0, 1, 1]: got 77.0, want 80.0, error 3.00 is 375 times the tolerance 0.00800"
            + " (0.000100 of max 80.0000); 2 of 4 elements fail";
    assertEquals(
        new Run(
            1,
            List.of(
                "FAILED a/wrong: f32" + rest,
                "FAILED a/wrong: f64" + rest,
                "1 passed, 1 failed, 0 skipped"),
            ""),
        run());
  }

  @ParameterizedTest
  @CsvSource({
    "Y, 37 47 67 78, '[0, 0, 1, 1]: got 77.0, want 78.0'",
    "dX, 1 2 1 3 6 4 0 6 8, '[0, 0, 0, 2]: got 0.0, want 1.0'",
    "dW, 11 13 20 23, '[0, 0, 0, 1]: got 14.0, want 13.0'",
    "dB, 4, '[0]: got 3.0, want 4.0'"
  })
  void everyGradientIsCompared(String slot, String values, String difference) throws IOException {
    double[] wrong = Stream.of(values.split(" ")).mapToDouble(Double::parseDouble).toArray();
    CaseFolder.convGradient("float64")
        .tensor("output", "dB", "1", 3)
        .values(slot, wrong)
        .write(dir.resolve("wrong"));
    assertFailure("FAILED wrong: f64 " + slot + difference);
  }

  @ParameterizedTest
  @CsvSource({
    "float32, , 77.0076, true",
    "float32, , 77.0078, false",
    "float64, , 77.000000000076, true",
    "float64, , 77.000000000078, false",
    "float32, 0.01, 76.3, true",
    "float64, 0.01, 76.2, false",
    "float64, 0, 77, true"
  })
  void theToleranceIsRelativeToTheLargestValue(
      String dtype, String rtol, double value, boolean passes) throws IOException {
    CaseFolder folder = CaseFolder.conv(dtype).values("Y", 37, 47, 67, value);
    (rtol == null ? folder : folder.set("rtol", rtol)).write(dir);
    Run run = run();
    assertEquals(passes ? PASSED : FAILED, run.lastLine());
    assertEquals(passes ? 0 : 1, run.status());
  }

  @ParameterizedTest
  @CsvSource({"NaN, 37", "37, NaN", "NaN, NaN", "Infinity, 37", "37, Infinity"})
  void neitherNanNorAnUnexpectedInfinityPasses(double got, double want) throws IOException {
    CaseFolder.conv("float32")
        .tensor("input", "B", "1", got - 37)
        .values("Y", want, got + 10, got + 30, got + 40)
        .set("rtol", "0.999")
        .write(dir.resolve("wrong"));
    assertFailure("FAILED wrong: f32 Y[0, 0, ", "FAILED wrong: f64 Y[0, 0, ");
  }

  @Test
  void theSameInfinityPasses() throws IOException {
    double infinity = Double.POSITIVE_INFINITY;
    CaseFolder.conv("float32")
        .tensor("input", "B", "1", infinity)
        .values("Y", infinity, infinity, infinity, infinity)
        .write(dir);
    assertEquals(new Run(0, List.of(PASSED), ""), run());
  }

  @ParameterizedTest
  @CsvSource({
    "dtype, float16, 'dtype=float16: must be one of [float32, float64, int64]'",
    "dtype, int64, 'dtype=int64: must be float32 or float64'",
    "op, , 'op: is missing'",
    "rtol, -1, 'rtol=-1: must be at least 0 and below 1'",
    "rtol, much, 'rtol=much: must be a number'",
    "spatial_dims, 0, 'spatial_dims=0: must be from 1 to 127'",
    "spatial_dims, 3, 'X: shape=[1, 1, 3, 3]: must have 5 axes'",
    "tensors, 2, 'tensors=2: but there is a tensor.2.*'",
    "tensors, 4, 'tensor.3.slot: is missing'",
    "tensor.0.role, gift, 'tensor.0.role=gift: must be input, initializer or output'",
    "tensor.0.dtype, float64, 'tensor.0.dtype=float64: must be int64 or the case''s float32'",
    "tensor.0.shape, '1,1,3,-3', 'tensor.0.shape=1,1,3,-3: must be sizes joined by commas'",
    "tensor.0.shape, '1,1,3,4', 'file=X.bin: has 36 bytes: must have 48 for shape=[1, 1, 3, 4] of float32'",
    "tensor.0.shape, '1,9', 'X: shape=[1, 9]: must have 4 axes'",
    "tensor.0.shape, '99999999999,99999999999', 'file=X.bin: shape=[99999999999, 99999999999] of float32: must not exceed 2147483647 bytes'",
    "tensor.0.slot, W, 'tensor.1.slot=W: is given twice'",
    "tensor.0.slot, x, 'slot=[x]: is no input of Conv'",
    "tensor.0.file, ../X.bin, 'file=../X.bin: must lie in the case''s folder'",
    "tensor.0.file, none.bin, 'file=none.bin: is missing'",
    "tensor.1.role, output, 'slot=W: is missing among the inputs'",
    "tensor.1.shape, '1,1,4,1', 'W: shape=[1, 1, 4, 1]: must be [1, 1, 2, 2]'",
    "tensor.2.slot, y, 'slot=Y: is missing among the outputs'",
    "tensor.2.shape, '1,1,4,1', 'f32 Y: got shape [1, 1, 2, 2], want [1, 1, 4, 1]'",
    "resolved.group, , 'resolved.group: is missing'",
    "resolved.group, 2, 'groups=2: must divide channels=1'",
    "resolved.pads, '0,0', 'resolved.pads=0,0: must have 4 values'",
    "resolved.strides, '0,1', 'stride=0: must be at least 1'"
  })
  void aMalformedCaseFails(String key, String value, String message) throws IOException {
    CaseFolder folder = CaseFolder.conv("float32");
    (value == null ? folder.without(key) : folder.set(key, value)).write(dir.resolve("bad"));
    CaseFolder.conv("float32").write(dir.resolve("good"));
    Run run = run();
    assertEquals("FAILED bad: " + message, run.out().get(0));
    assertEquals("1 passed, 1 failed, 0 skipped", run.lastLine());
    assertEquals(1, run.status());
  }

  @Test
  void anUnknownOperatorIsSkippedAndNoSuccess() throws IOException {
    CaseFolder.conv("float32").set("op", "Erosion").write(dir.resolve("odd"));
    Run run = run();
    assertTrue(run.out().get(0).startsWith("SKIPPED odd: op=Erosion: "), run.out().get(0));
    assertEquals("0 passed, 0 failed, 1 skipped", run.lastLine());
    assertEquals(1, run.status());
    CaseFolder.conv("float32").write(dir.resolve("good"));
    assertEquals("1 passed, 0 failed, 1 skipped", run().lastLine());
    assertEquals(0, run().status());
  }

  @Test
  void noCasesAreNoSuccess() {
    assertEquals(new Run(1, List.of("0 passed, 0 failed, 0 skipped"), ""), run());
  }

  /** A 1 × 1 kernel, to which every algorithm applies, and a 2 × 2 kernel. */
  @Test
  void everyAlgorithmCanBeForcedInTurn() throws IOException {
    CaseFolder.conv("float64").write(dir.resolve("square"));
    CaseFolder.conv("float64")
        .set("tensor.1.shape", "1,1,1,1")
        .values("W", 2)
        .set("tensor.2.shape", "1,1,3,3")
        .values("Y", 2, 4, 6, 8, 10, 12, 14, 16, 18)
        .set("resolved.kernel_shape", "1,1")
        .write(dir.resolve("pointwise"));
    Run all = Run.of("conformance", dir.toString(), "--algorithm", "all");
    assertEquals(0, all.status(), all.toString());
    assertTrue(all.out().stream().anyMatch(l -> l.startsWith("algorithm im2col: forward ")));
    assertTrue(all.out().stream().anyMatch(l -> l.startsWith("algorithm pointwise: forward ")));
    assertEquals("2 passed, 0 failed, 0 skipped", all.lastLine());
    Run one = Run.of("conformance", dir.toString(), "--algorithm", "pointwise");
    assertTrue(one.out().get(0).startsWith("SKIPPED square: not run on f64: algorithm=pointwise"));
    assertEquals(
        List.of("algorithm pointwise: forward 1", "1 passed, 0 failed, 1 skipped"),
        one.out().subList(1, 3));
  }

  @Test
  void aFailureNamesTheAlgorithm() throws IOException {
    CaseFolder.conv("float64").values("Y", 37, 47, 67, 78).write(dir.resolve("wrong"));
    Run run = Run.of("conformance", dir.toString(), "--algorithm", "all");
    assertTrue(run.out().get(0).startsWith("FAILED wrong: algorithm=auto: f64 Y"), run.toString());
    assertTrue(
        run.out().stream().anyMatch(l -> l.startsWith("FAILED wrong: algorithm=im2col: f64 Y")),
        run.toString());
    assertTrue(run.out().contains("algorithm pointwise: ran nothing"), run.toString());
    assertEquals(FAILED, run.lastLine());
    assertEquals(1, run.status());
  }

  @Test
  void badUsageHasItsOwnStatus() {
    assertUsage("DIR=" + dir.resolve("none"), dir.resolve("none").toString());
    assertUsage("backend=none: must be one of [", dir.toString(), "--backend", "none");
    assertUsage("threads=0: must be at least 1", dir.toString(), "--threads", "0");
    assertUsage("algorithm=none: must be one of [", dir.toString(), "--algorithm", "none");
  }

  private static void assertUsage(String message, String... args) {
    Run run =
        Run.of(Stream.concat(Stream.of("conformance"), Stream.of(args)).toArray(String[]::new));
    assertEquals(2, run.status());
    assertEquals(List.of(), run.out());
    assertTrue(run.err().contains(message), run.err());
  }

  private void assertFailure(String... beginnings) {
    Run run = run();
    for (int i = 0; i < beginnings.length; i++) {
      assertTrue(run.out().get(i).startsWith(beginnings[i]), run.out().get(i));
    }
    assertEquals(beginnings.length + 1, run.out().size());
    assertEquals(FAILED, run.lastLine());
    assertEquals(1, run.status());
  }

  private Run run() {
    return Run.of("conformance", dir.toString(), "--backend", "reference");
  }
}
