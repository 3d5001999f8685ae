package io.colonnade.bench.chart;

import io.colonnade.bench.report.Report;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.apache.batik.dom.GenericDOMImplementation;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Document;

/** A file to which a report is drawn; its name's ending says in which format. */
public final class ChartFile {
  private static final int PIXELS_PER_UNIT = 2;

  private final Path path;
  private final Format format;

  private enum Format {
    SVG,
    PNG;

    private String ending() {
      return "." + name().toLowerCase(Locale.ROOT);
    }
  }

  private ChartFile(Path path, Format format) {
    this.path = path;
    this.format = format;
  }

  /**
   * The chart file at {@code path}; nothing is written yet.
   *
   * @throws IllegalArgumentException if the name ends neither in {@code .svg} nor in {@code .png}
   */
  public static ChartFile at(Path path) {
    String name = path.toString().toLowerCase(Locale.ROOT);
    for (Format format : Format.values()) {
      if (name.endsWith(format.ending())) {
        return new ChartFile(path, format);
      }
    }
    throw new IllegalArgumentException("chart=" + path + ": must end in .svg or .png");
  }

  /**
   * Makes sure that text can be drawn, so that nobody measures for minutes in vain.
   *
   * @throws IllegalStateException with the remedy, if the Java runtime finds no fonts
   */
  public static void requireFonts() {
    Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    try {
      graphics.getFontMetrics().stringWidth("GFLOP/s");
    } catch (RuntimeException | Error e) {
      throw new IllegalStateException(
          ("a chart cannot be drawn, as Java finds no font to measure text with (%s): install"
                  + " fontconfig and a font, on Debian fontconfig and fonts-dejavu-core")
              .formatted(rootCause(e).getMessage()),
          e);
    } finally {
      graphics.dispose();
    }
  }

  private static Throwable rootCause(Throwable error) {
    Throwable cause = error.getCause();
    return cause == null ? error : rootCause(cause);
  }

  /** Draws {@code report}, over what is there. */
  public void write(Report report) throws IOException {
    ThroughputChart chart = new ThroughputChart(report);
    switch (format) {
      case SVG -> writeSvg(chart);
      case PNG -> writePng(chart);
    }
  }

  private void writeSvg(ThroughputChart chart) throws IOException {
    Document document =
        GenericDOMImplementation.getDOMImplementation()
            .createDocument("http://www.w3.org/2000/svg", "svg", null);
    SVGGraphics2D graphics = new SVGGraphics2D(document);
    graphics.setSVGCanvasSize(new java.awt.Dimension(chart.width(), chart.height()));
    chart.draw().draw(graphics, area(chart));
    try (Writer writer = Files.newBufferedWriter(path, StandardCharsets.UTF_8)) {
      graphics.stream(writer, true);
    }
  }

  private void writePng(ThroughputChart chart) throws IOException {
    BufferedImage image =
        new BufferedImage(
            chart.width() * PIXELS_PER_UNIT,
            chart.height() * PIXELS_PER_UNIT,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.scale(PIXELS_PER_UNIT, PIXELS_PER_UNIT);
    chart.draw().draw(graphics, area(chart));
    graphics.dispose();
    ImageIO.write(image, "png", path.toFile());
  }

  private static Rectangle2D area(ThroughputChart chart) {
    return new Rectangle2D.Double(0, 0, chart.width(), chart.height());
  }
}
