package io.colonnade.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.bench.layers.BuiltInNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextReportTest {

  private static final String[] MANY = {
    "gemm", "onednn", "onednn-any", "onnxruntime", "pytorch", "nd4j", "netlib-plain", "reference"
  };

  /** All up to the legend or the A/A check. */
  private static List<String> tables(int width, BuiltInNetwork net, String... backends) {
    List<String> lines = TextReport.lines(Reports.forward(net, backends), width);
    return lines.subList(2, lines.lastIndexOf(""));
  }

  private static List<String> words(String line) {
    return List.of(line.strip().split(" +"));
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 120, 200})
  void everyLineFitsTheWidth(int width) {
    for (BuiltInNetwork net : BuiltInNetwork.values()) {
      for (int backends = 1; backends <= MANY.length; backends++) {
        for (String line : tables(width, net, Arrays.copyOf(MANY, backends))) {
          assertTrue(line.length() <= width, line);
        }
      }
    }
  }

  @Test
  void aWideTerminalShowsEveryColumn() {
    assertEquals(
        words("layer repeat ms ±% GFLOP/s ceiling %ceiling algorithm workspace ceiling by problem"),
        words(tables(200, BuiltInNetwork.RESNET50, "gemm").get(0)));
    assertEquals(
        words("layer repeat gemm ms ±% GFLOP/s %ceiling onednn ratio nd4j ratio algorithm"),
        words(tables(200, BuiltInNetwork.RESNET50, "gemm", "onednn", "nd4j").get(0)));
  }

  @Test
  void aNarrowOneKeepsTimeRateShareAlgorithmAndWorkspace() {
    assertEquals(
        words("layer ms ±% GFLOP/s %ceiling algorithm workspace"),
        words(tables(80, BuiltInNetwork.RESNET50, "gemm").get(0)));
  }

  @Test
  void manyBackendsStandInSeveralTablesEachBesideTheBase() {
    List<String> lines = tables(80, BuiltInNetwork.RESNET50, MANY);
    List<String> headers = lines.stream().filter(line -> line.startsWith("layer")).toList();
    assertTrue(headers.size() > 1, headers.toString());
    List<String> shown = new ArrayList<>();
    for (String header : headers) {
      List<String> words = words(header);
      assertEquals(List.of("layer", "gemm", "ms"), words.subList(0, 3));
      words.stream().skip(3).filter(List.of(MANY)::contains).forEach(shown::add);
    }
    assertEquals(List.of(MANY).subList(1, MANY.length), shown);
  }

  @Test
  void aLineShowsTimesAndRatiosAndTheLastOnesMeanAndTotal() {
    List<String> lines = tables(120, BuiltInNetwork.ALEXNET, "gemm", "onednn", "nd4j");
    List<String> conv1 = words(lines.get(2));
    assertEquals("conv1", conv1.get(0));
    assertEquals(
        List.of("2000.000", "2.00", "3000.000", "3.00", "some-algorithm"),
        conv1.subList(conv1.size() - 5, conv1.size()));
    int last = lines.size() - 1;
    assertEquals(List.of("geometric", "mean", "2.00", "3.00"), words(lines.get(last - 1)));
    List<String> total = words(lines.get(last));
    assertEquals(
        List.of("10000.000", "2.00", "15000.000", "3.00"),
        total.subList(total.size() - 4, total.size()));
  }

  @Test
  void whatABackendDoesNotSupportIsMarkedAndToldBelow() {
    List<String> lines = tables(120, BuiltInNetwork.ALEXNET, "gemm", Reports.UNSUPPORTING);
    assertTrue(lines.get(2).matches("conv1 .* - +- +some-algorithm"), lines.get(2));
    assertEquals("none-such: unsupported on 5 of 5 layers", lines.get(lines.size() - 1));
  }

  @Test
  void severalConditionsHaveATableEachAndASummary() {
    Report one = Reports.forward(BuiltInNetwork.ALEXNET, "gemm", "onednn");
    Report other = Reports.forward(BuiltInNetwork.VGG19, "gemm", "onednn");
    List<Result> rows = new ArrayList<>(one.results());
    rows.addAll(other.results());
    List<String> lines =
        TextReport.lines(new Report(one.environment(), one.roofs(), null, rows), 80);
    assertTrue(lines.contains("alexnet, forward, f32, batch 1, 2 threads"), lines.toString());
    assertTrue(lines.contains("vgg19, forward, f32, batch 1, 2 threads"), lines.toString());
    String summary =
        lines.stream().filter(line -> line.startsWith("vgg19 ")).findFirst().orElseThrow();
    assertEquals(words("vgg19 forward 1 2 onednn 2.00 2.00 9 of 9"), words(summary));
  }

  @Test
  void aRowShowsMillisecondsSpreadRateAndShareOfTheCeiling() {
    String row = tables(200, BuiltInNetwork.RESNET50, "gemm").get(2);
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
    List<String> table = tables(80, BuiltInNetwork.RESNET50, "gemm");
    String total = table.get(table.size() - 1);
    assertTrue(total.startsWith("total × repeat"), total);
    assertTrue(total.contains(" 53000.000 "), total);
  }

  @Test
  void anUnsupportedRowIsMarkedAndCountedOutOfTheTotal() {
    List<String> lines = tables(120, BuiltInNetwork.ALEXNET, Reports.UNSUPPORTING);
    assertTrue(lines.get(2).matches("conv1 .* - .* unsupported.*"), lines.get(2));
    assertTrue(
        lines.stream().anyMatch(line -> line.matches("total × repeat +- +- +- +0 of 5 layers")),
        lines.toString());
  }

  @Test
  void aDepthwiseLayerHasNoShareOfACeiling() {
    String row = tables(80, BuiltInNetwork.MOBILENET_V1, "gemm").get(3);
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
