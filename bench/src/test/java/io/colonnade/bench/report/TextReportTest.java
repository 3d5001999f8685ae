package io.colonnade.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.bench.layers.BuiltInNetwork;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextReportTest {

  private static List<String> table(int width, BuiltInNetwork net, String... backends) {
    List<String> lines = TextReport.lines(Reports.forward(net, backends), width);
    return lines.subList(2, lines.lastIndexOf(""));
  }

  @ParameterizedTest
  @CsvSource({"80, gemm", "80, gemm reference", "120, gemm reference", "200, gemm reference"})
  void everyLineFitsTheWidth(int width, String backends) {
    for (BuiltInNetwork net : BuiltInNetwork.values()) {
      for (String line : table(width, net, backends.split(" "))) {
        assertTrue(line.length() <= width, line);
      }
    }
  }

  @Test
  void aWideTerminalShowsEveryColumn() {
    assertEquals(
        List.of(
            "layer",
            "backend",
            "repeat",
            "ms",
            "±%",
            "GFLOP/s",
            "ceiling",
            "%ceiling",
            "algorithm",
            "workspace",
            "ceiling",
            "by",
            "problem"),
        List.of(table(200, BuiltInNetwork.RESNET50, "gemm", "reference").get(0).split(" +")));
  }

  @Test
  void aNarrowOneKeepsTimeRateShareAndAlgorithm() {
    String header = table(80, BuiltInNetwork.RESNET50, "gemm", "reference").get(0);
    for (String column : List.of("layer", "backend", "ms", "GFLOP/s", "%ceiling", "algorithm")) {
      assertTrue(header.contains(column), header);
    }
    assertFalse(header.contains("problem"), header);
  }

  @Test
  void aRowShowsMillisecondsSpreadRateAndShareOfTheCeiling() {
    String row = table(200, BuiltInNetwork.RESNET50, "gemm").get(2);
    assertEquals(
        List.of(
            "conv1",
            "1",
            "1000.000",
            "1.5",
            "0.2",
            "0.3",
            "80",
            "some-algorithm",
            "293.0",
            "KiB",
            "64x64x192",
            "n1_c3_f64_i224x224_k7x7_s2_p3"),
        List.of(row.split(" +")));
  }

  @Test
  void theTotalWeighsEveryLayerByItsRepeat() {
    List<String> table = table(80, BuiltInNetwork.RESNET50, "gemm");
    String total = table.get(table.size() - 1);
    assertTrue(total.startsWith("total × repeat"), total);
    assertTrue(total.contains(" 53000.000 "), total);
  }

  @Test
  void anUnsupportedRowIsMarkedAndCountedOutOfTheTotal() {
    List<String> table = table(120, BuiltInNetwork.ALEXNET, "gemm", Reports.UNSUPPORTING);
    assertTrue(table.get(3).matches("conv1 +none-such .* - .* unsupported.*"), table.get(3));
    String total = table.get(table.size() - 1);
    assertTrue(total.matches("total × repeat +none-such +- +- +- +0 of 5 layers"), total);
  }

  @Test
  void aDepthwiseLayerHasNoShareOfACeiling() {
    String row = table(80, BuiltInNetwork.MOBILENET_V1, "gemm").get(3);
    assertTrue(row.matches("dw2 .*1000\\.000 .* - +some-algorithm.*"), row);
  }

  @Test
  void headAndFootTellWhatWasMeasuredWhereAndHowWell() {
    List<String> lines = TextReport.lines(Reports.forward(BuiltInNetwork.ALEXNET, "gemm"), 80);
    assertEquals("alexnet, forward, f32, batch 1, 2 threads", lines.get(0));
    String foot = String.join("\n", lines.subList(lines.lastIndexOf(""), lines.size()));
    for (String part :
        List.of(
            "A/A (gemm against itself)",
            "2.0 % at most",
            "CPU: Some CPU",
            "JDK: Some JVM 17",
            "some-blas")) {
      assertTrue(foot.contains(part), foot);
    }
  }
}
