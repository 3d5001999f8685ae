package io.colonnade.bench.page;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes HTML that is well-formed XML too; escapes text and attributes. */
final class Html {
  private final StringWriter out = new StringWriter();
  private final XMLStreamWriter writer;

  Html() {
    out.write("<!DOCTYPE html>\n");
    try {
      writer = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Step {
    void run() throws XMLStreamException;
  }

  private Html write(Step step) {
    try {
      step.run();
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Opens {@code element}; {@code attributes} are names and values in turn. */
  Html open(String element, String... attributes) {
    return write(
        () -> {
          writer.writeStartElement(element);
          attributes(attributes);
        });
  }

  /** Closes the element that was opened last. */
  Html close() {
    return write(writer::writeEndElement);
  }

  /** Text within the open element. */
  Html text(String text) {
    return write(() -> writer.writeCharacters(text));
  }

  /** An element that holds {@code text} alone. */
  Html element(String element, String text, String... attributes) {
    return open(element, attributes).text(text).close();
  }

  /** An element that HTML does not close, such as {@code meta}. */
  Html single(String element, String... attributes) {
    return write(
        () -> {
          writer.writeEmptyElement(element);
          attributes(attributes);
        });
  }

  /** What is markup already. */
  Html markup(String markup) {
    return write(
        () -> {
          writer.writeCharacters("\n");
          writer.flush();
          out.write(markup);
          out.write("\n");
        });
  }

  private void attributes(String... attributes) throws XMLStreamException {
    for (int i = 0; i < attributes.length; i += 2) {
      writer.writeAttribute(attributes[i], attributes[i + 1]);
    }
  }

  @Override
  public String toString() {
    write(writer::flush);
    return out.toString();
  }
}
