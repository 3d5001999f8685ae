package io.colonnade.bench.chart;

import java.awt.Dimension;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import javax.xml.XMLConstants;
import org.apache.batik.dom.GenericDOMImplementation;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.JFreeChart;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * A chart for a page.
 *
 * @param chart what is drawn
 * @param width its width in pixels
 * @param height its height in pixels
 */
public record Figure(JFreeChart chart, int width, int height) {
  private static final String SVG = "http://www.w3.org/2000/svg";
  private static final int DECIMALS = 1;

  /**
   * The figure as an {@code svg} element, to stand in an HTML page. It has no background; colours
   * are attributes, which the page's style sheet overrules: {@code rgb(34,34,34)} for text, {@code
   * rgb(221,221,221)} for the lines that guide the eye, {@code rgb(156,200,232)} for bars.
   *
   * @param label what it shows, for those who do not see it
   */
  public String svg(String label) {
    Document document =
        GenericDOMImplementation.getDOMImplementation().createDocument(SVG, "svg", null);
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
    context.setComment(null);
    context.setPrecision(DECIMALS);
    SVGGraphics2D graphics = new SVGGraphics2D(context, false);
    graphics.setSVGCanvasSize(new Dimension(width, height));
    chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
    Element root = graphics.getRoot();
    strip(root);
    root.setAttributeNS(null, "viewBox", "0 0 %d %d".formatted(width, height));
    root.setAttributeNS(null, "role", "img");
    root.setAttributeNS(null, "aria-label", label);
    return write(graphics, root);
  }

  /**
   * Takes out what says nothing: nothing is drawn beyond the edges, and no text begins with a
   * space.
   */
  private static void strip(Element element) {
    element.removeAttribute("clip-path");
    element.removeAttributeNS(XMLConstants.XML_NS_URI, "space");
    NodeList children = element.getChildNodes();
    for (int i = children.getLength() - 1; i >= 0; i--) {
      if (children.item(i) instanceof Element child) {
        if (unseen(child)) {
          element.removeChild(child);
        } else {
          strip(child);
        }
      }
    }
  }

  private static boolean unseen(Element element) {
    return element.getTagName().equals("defs")
        || (element.getAttribute("fill-opacity").equals("0")
            && element.getAttribute("stroke-opacity").equals("0"));
  }

  private static String write(SVGGraphics2D graphics, Element root) {
    StringWriter writer = new StringWriter();
    try {
      graphics.stream(root, writer, false, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String document = writer.toString();
    return document.substring(document.indexOf("<svg"));
  }
}
