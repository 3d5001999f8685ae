package io.colonnade.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.colonnade.bench.layers.BuiltInNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReportTest {
  private static final List<String> REQUIRED =
      List.of(
          "net",
          "layer",
          "pass",
          "dtype",
          "batch",
          "threads",
          "backend",
          "mode",
          "filters",
          "algorithm",
          "problem",
          "flops",
          "repeat",
          "seconds",
          "gflops",
          "ceiling_gflops",
          "status",
          "message",
          "workspace_bytes",
          "prepared_bytes",
          "peak_resident_bytes");

  private static final List<String> FIGURES =
      List.of(
          "algorithm",
          "seconds",
          "spread",
          "samples",
          "gflops",
          "aa_ratio",
          "ceiling_gflops",
          "workspace_bytes");

  @TempDir private Path directory = Path.of("");

  private JsonNode json(BuiltInNetwork net, String... backends) throws IOException {
    Path file = directory.resolve("report.json");
    JsonReport.write(Reports.forward(net, backends), file);
    return new ObjectMapper().readTree(file.toFile());
  }

  @Test
  void everyRowHasEveryKey() throws IOException {
    JsonNode results = json(BuiltInNetwork.RESNET50, "gemm", Reports.UNSUPPORTING).get("results");
    assertEquals(2 * 23, results.size());
    for (JsonNode row : results) {
      REQUIRED.forEach(key -> assertTrue(row.has(key), key));
    }
  }

  @Test
  void aSupportedRowHoldsItsFigures() throws IOException {
    JsonNode row = json(BuiltInNetwork.RESNET50, "gemm").get("results").get(0);
    assertEquals("resnet50", row.get("net").textValue());
    assertEquals("conv1", row.get("layer").textValue());
    assertEquals("n1_c3_f64_i224x224_k7x7_s2_p3", row.get("problem").textValue());
    assertEquals("measured", row.get("status").textValue());
    assertEquals("arrays", row.get("mode").textValue());
    assertEquals("each-call", row.get("filters").textValue());
    assertEquals(236_027_904L, row.get("flops").longValue());
    assertEquals(1.0, row.get("seconds").doubleValue());
    assertEquals(0.236027904, row.get("gflops").doubleValue());
    assertEquals(0.236027904 / 0.8, row.get("ceiling_gflops").doubleValue(), 1e-12);
    assertEquals(300_000, row.get("workspace_bytes").longValue());
  }

  @Test
  void anUnsupportedRowIsMarkedAndHasNullFigures() throws IOException {
    JsonNode row =
        json(BuiltInNetwork.RESNET50, "gemm", Reports.UNSUPPORTING).get("results").get(1);
    assertEquals(Reports.UNSUPPORTING, row.get("backend").textValue());
    assertEquals("unsupported", row.get("status").textValue());
    FIGURES.forEach(key -> assertTrue(row.get(key).isNull(), key));
  }

  @Test
  void aDepthwiseLayerHasANullCeiling() throws IOException {
    JsonNode row = json(BuiltInNetwork.MOBILENET_V1, "gemm").get("results").get(1);
    assertEquals("dw2", row.get("layer").textValue());
    assertTrue(row.get("ceiling_gflops").isNull());
    assertTrue(row.get("gflops").isNumber());
  }

  @Test
  void environmentAndAaCheckAreThere() throws IOException {
    JsonNode report = json(BuiltInNetwork.ALEXNET, "gemm");
    assertEquals("some-blas", report.get("environment").get("blas").textValue());
    assertEquals("Some CPU", report.get("environment").get("cpu").textValue());
    assertEquals(1 / 0.98 - 1, report.get("aa_check").get("worst_difference").doubleValue(), 1e-12);
  }

  @Test
  void whatWasWrittenIsReadBack() throws IOException {
    Path file = directory.resolve("report.json");
    Report report = Reports.forward(BuiltInNetwork.MOBILENET_V1, "gemm", Reports.UNSUPPORTING);
    JsonReport.write(report, file);
    assertEquals(report, JsonReport.read(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "{", "{\"results\": []}", "{\"environment\": null, \"layers\": 1}"})
  void whatIsNoReportIsNotRead(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("other.json"), text);
    var e = assertThrows(IllegalArgumentException.class, () -> JsonReport.read(file));
    assertTrue(String.valueOf(e.getMessage()).startsWith(file + ": is no report"), e.getMessage());
  }
}
