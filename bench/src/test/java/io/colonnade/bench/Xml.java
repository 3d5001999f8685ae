package io.colonnade.bench;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.helpers.DefaultHandler;

/** Reads markup back. */
public final class Xml {
  private Xml() {}

  /** The document that {@code markup} is; throws if it is not well-formed. */
  public static Document parse(String markup) throws Exception {
    DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    builder.setErrorHandler(new DefaultHandler());
    return builder.parse(new InputSource(new StringReader(markup)));
  }

  /** The elements called {@code name} below {@code node}. */
  public static List<Element> elements(Node node, String name) {
    NodeList nodes =
        node instanceof Document document
            ? document.getElementsByTagName(name)
            : ((Element) node).getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  /** The texts of the elements called {@code name} below {@code node}. */
  public static List<String> texts(Node node, String name) {
    return elements(node, name).stream().map(element -> element.getTextContent().strip()).toList();
  }
}
