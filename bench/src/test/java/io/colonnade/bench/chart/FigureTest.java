package io.colonnade.bench.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.bench.Xml;
import io.colonnade.bench.chart.LayerChart.Row;
import io.colonnade.bench.chart.RooflineChart.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class FigureTest {
  private static final List<String> BACKENDS = List.of("gemm", "peer-a", "peer-b");
  private static final double LINE = 14;

  private static Element svg(Figure figure) throws Exception {
    return Xml.parse(figure.svg("what it shows")).getDocumentElement();
  }

  private static List<Row> rows(int layers) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      rows.add(new Row("block_%02d_branch".formatted(i), 100.0 + i, Map.of("peer-a", 90.0), 150.0));
    }
    return rows;
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  private static long filled(Element svg, int backend) {
    var colour = Style.colour(backend);
    String fill = "rgb(%d,%d,%d)".formatted(colour.getRed(), colour.getGreen(), colour.getBlue());
    return Xml.elements(svg, "path").stream()
        .filter(path -> path.getAttribute("stroke").equals("none"))
        .filter(
            path ->
                path.getAttribute("fill").equals(fill)
                    || (path.getAttribute("fill").isEmpty()
                        && ((Element) path.getParentNode()).getAttribute("fill").equals(fill)))
        .count();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 23, 60})
  void everyLayersNameHasALineOfItsOwnWithinTheFigure(int layers) throws Exception {
    Figure figure = LayerChart.of(BACKENDS, rows(layers));
    Element svg = svg(figure);
    List<Element> names =
        Xml.elements(svg, "text").stream()
            .filter(text -> text.getTextContent().contains("_branch"))
            .sorted(Comparator.comparingDouble(text -> number(text, "y")))
            .toList();
    assertEquals(
        rows(layers).stream().map(Row::name).toList(),
        names.stream().map(text -> text.getTextContent().strip()).toList());
    for (int i = 0; i < layers; i++) {
      assertTrue(number(names.get(i), "x") >= 0);
      assertTrue(number(names.get(i), "y") < figure.height() - LINE);
      assertTrue(i == 0 || number(names.get(i), "y") - number(names.get(i - 1), "y") >= LINE);
    }
    assertEquals(
        "0 0 %d %d".formatted(figure.width(), figure.height()), svg.getAttribute("viewBox"));
    assertEquals("what it shows", svg.getAttribute("aria-label"));
  }

  @Test
  void aPeerHasAMarkWhereItHasAFigureAndInTheLegend() throws Exception {
    Element svg = svg(LayerChart.of(BACKENDS, rows(5)));
    assertEquals(5 + 1, filled(svg, 1));
    assertEquals(0 + 1, filled(svg, 2));
    assertTrue(Xml.texts(svg, "text").containsAll(BACKENDS));
  }

  @Test
  void aLayerWithoutAFigureOfTheComparedBackendSaysSo() throws Exception {
    List<Row> rows = List.of(new Row("conv", null, Map.of("peer-a", 90.0), null));
    assertTrue(Xml.texts(svg(LayerChart.of(BACKENDS, rows)), "text").contains("gemm: no figure"));
  }

  @Test
  void manyFiguresFitOnePage() {
    String svg = LayerChart.of(BACKENDS, rows(23)).svg("");
    assertTrue(!svg.contains("id=") && !svg.contains("clip-path"), svg);
    assertTrue(svg.length() < 40_000, "length=" + svg.length());
  }

  @Test
  void theRooflineHasItsRoofAndAMarkForEachLayer() throws Exception {
    Map<String, List<Point>> points =
        Map.of("net", List.of(new Point(0.5, 10), new Point(20, 180), new Point(2_000, 600)));
    Element svg = svg(RooflineChart.of(200, 25, points));
    assertEquals(3 + 1, filled(svg, 0));
    List<String> texts = Xml.texts(svg, "text");
    assertTrue(texts.contains("roof: 200 GFLOP/s, 25.0 GB/s"), texts.toString());
    assertTrue(texts.contains("flops per byte"), texts.toString());
  }

  @Test
  void scalingLeavesOutBackendsWithoutFiguresAndKeepsTheColours() throws Exception {
    Element svg =
        svg(
            ScalingChart.of(
                "threads",
                List.of(1L, 2L, 4L),
                BACKENDS,
                Map.of(
                    "gemm",
                    Map.of(1L, 10.0, 2L, 20.0, 4L, 40.0),
                    "peer-b",
                    Map.of(1L, 9.0, 4L, 30.0))));
    List<String> texts = Xml.texts(svg, "text");
    assertTrue(texts.containsAll(List.of("1", "2", "4", "threads", "gemm", "peer-b")), "" + texts);
    assertTrue(!texts.contains("peer-a"), "" + texts);
    assertEquals(3 + 1, filled(svg, 0));
    assertEquals(2 + 1, filled(svg, 2));
  }

  @Test
  void memoryIsToldInNumbersBehindTheBars() throws Exception {
    Map<String, Double> sizes = new LinkedHashMap<>();
    sizes.put("gemm", 123.4);
    sizes.put("peer", 1234.4);
    Element svg = svg(MemoryChart.of("MiB", sizes));
    assertEquals(number(text(svg, "gemm"), "y"), number(text(svg, "123"), "y"), 4);
    assertEquals(number(text(svg, "peer"), "y"), number(text(svg, "1,234"), "y"), 4);
    assertTrue(number(text(svg, "1,234"), "x") > number(text(svg, "1,000"), "x"));
  }

  private static Element text(Element svg, String text) {
    return Xml.elements(svg, "text").stream()
        .filter(element -> element.getTextContent().strip().equals(text))
        .findFirst()
        .orElseThrow();
  }
}
