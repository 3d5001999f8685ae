package io.colonnade.bench.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.bench.layers.BuiltInNetwork;
import io.colonnade.bench.layers.Layer;
import io.colonnade.bench.report.Reports;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.NodeList;

class ChartFileTest {
  @TempDir private Path directory = Path.of("");

  private List<String> svgTexts(BuiltInNetwork net, String... backends) throws Exception {
    Path file = directory.resolve("chart.svg");
    ChartFile.at(file).write(Reports.forward(net, backends));
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    NodeList texts = factory.newDocumentBuilder().parse(file.toFile()).getElementsByTagName("text");
    List<String> result = new ArrayList<>();
    for (int i = 0; i < texts.getLength(); i++) {
      result.add(texts.item(i).getTextContent().strip());
    }
    return result;
  }

  @ParameterizedTest
  @EnumSource
  void svgNamesEveryLayerInFullTheUnitAndTheTitleAsText(BuiltInNetwork net) throws Exception {
    List<String> texts = svgTexts(net, "gemm", "reference");
    List<String> missing =
        net.load().layers().stream().map(Layer::name).filter(n -> !texts.contains(n)).toList();
    assertEquals(List.of(), missing);
    for (String text :
        List.of("GFLOP/s", net.id() + ", forward, f32, batch 1, 2 threads", "gemm", "reference")) {
      assertTrue(texts.contains(text), text + " in " + texts);
    }
    assertTrue(texts.contains("ceiling: the best bare GEMM"), texts.toString());
  }

  @Test
  void svgSaysWhichBackendHasLayersWithoutFigures() throws Exception {
    String all = String.join(" ", svgTexts(BuiltInNetwork.ALEXNET, "gemm", Reports.UNSUPPORTING));
    assertTrue(all.contains("not measured: none-such on 5 of 5 layers"), all);
  }

  @Test
  void aReportWithoutFiguresIsDrawnToo() throws Exception {
    List<String> texts = svgTexts(BuiltInNetwork.ALEXNET, Reports.UNSUPPORTING);
    assertTrue(texts.contains("conv5"), texts.toString());
  }

  @Test
  void pngShowsTheBarsInTheBackendsColours() throws Exception {
    Path file = directory.resolve("chart.PNG");
    ChartFile.at(file).write(Reports.forward(BuiltInNetwork.ALEXNET, "gemm", "reference"));
    BufferedImage image = ImageIO.read(file.toFile());
    var colours =
        IntStream.range(0, image.getWidth() * image.getHeight())
            .mapToObj(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()) & 0xFFFFFF)
            .collect(Collectors.groupingBy(colour -> colour, Collectors.counting()));
    long blue = colours.getOrDefault(0x0072B2, 0L);
    long orange = colours.getOrDefault(0xE69F00, 0L);
    assertTrue(orange > 10_000, "orange=" + orange);
    assertEquals(2.0, (double) blue / orange, 0.1);
  }

  @Test
  void anotherEndingIsAnError() {
    var e = assertThrows(IllegalArgumentException.class, () -> ChartFile.at(Path.of("chart.jpg")));
    assertEquals("chart=chart.jpg: must end in .svg or .png", e.getMessage());
  }
}
