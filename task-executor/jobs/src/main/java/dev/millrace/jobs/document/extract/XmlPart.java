package dev.millrace.jobs.document.extract;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// A part of a Word document, element by element, never as a tree.
///
/// A reader asks for the children of the element that it is in, and goes into those that it knows;
/// what it leaves unread is skipped. Depth, elements and bytes are counted for all of the document.
final class XmlPart implements AutoCloseable {

  /// The vocabulary of WordprocessingML.
  static final String WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

  /// Limits that call a good document damaged: one with many `&amp;`, which count as entities.
  /// There are no others without a DTD, and bytes and depth are counted here.
  private static final List<String> OF_THE_JDK =
      List.of(
          "jdk.xml.maxElementDepth",
          "jdk.xml.maxGeneralEntitySizeLimit",
          "jdk.xml.totalEntitySizeLimit");

  private static final XMLInputFactory XML = xml();

  private final Budget budget;
  private final XMLStreamReader reader;
  private int depth;

  XmlPart(InputStream content, Budget budget) throws XMLStreamException {
    this.budget = budget;
    this.reader = XML.createXMLStreamReader(budget.counted(content));
  }

  /// What a document may cost, over all of its parts.
  static final class Budget {
    private final long most;
    private long bytes;
    private int elements;

    Budget(long most) {
      this.most = most;
    }

    /// @param size what the archive claims, -1 when it claims nothing
    void expect(long size) {
      if (size > most) {
        throw tooLarge();
      }
    }

    private void element() {
      if (++elements > ExtractionLimits.XML_ELEMENTS) {
        throw Refused.tooCostly(
            String.format(
                Locale.ROOT,
                "the document has more than %d elements",
                ExtractionLimits.XML_ELEMENTS));
      }
    }

    private InputStream counted(InputStream content) {
      return new FilterInputStream(content) {
        @Override
        public int read() throws IOException {
          int read = super.read();
          count(read < 0 ? 0 : 1);
          return read;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
          int read = super.read(into, offset, length);
          count(Math.max(0, read));
          return read;
        }
      };
    }

    private void count(int read) {
      bytes += read;
      if (bytes > most) {
        throw tooLarge();
      }
    }

    private Refused tooLarge() {
      return Refused.tooLarge("the document unpacks to more than " + (most >> 20) + " MB");
    }
  }

  /// Goes into the root element.
  ///
  /// @return whether it is that one of the vocabulary of Word
  boolean root(String name) throws XMLStreamException {
    return child(0) && name.equals(word());
  }

  /// How deep the current element is; to be given to [#child] for its children.
  int depth() {
    return depth;
  }

  /// Goes to the next child of the element at a depth, over whatever is left unread before it.
  ///
  /// @return whether there is one; if not, that element has ended
  boolean child(int parent) throws XMLStreamException {
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          begin();
          if (depth == parent + 1) {
            return true;
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          depth--;
          if (depth < parent) {
            return false;
          }
        }
        default -> {
          // text between elements, comments, instructions
        }
      }
    }
    return false;
  }

  /// The name of the current element in the vocabulary of Word; null when it is of another one.
  @Nullable String word() {
    return WORD.equals(reader.getNamespaceURI()) ? reader.getLocalName() : null;
  }

  /// An attribute of the current element.
  @Nullable String attribute(String name) {
    return reader.getAttributeValue(WORD, name);
  }

  /// Appends the text of the current element, and leaves it.
  void text(StringBuilder into) throws XMLStreamException {
    int parent = depth;
    while (depth >= parent && reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> begin();
        case XMLStreamConstants.END_ELEMENT -> depth--;
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            into.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
        default -> {
          // comments, instructions
        }
      }
    }
  }

  @Override
  public void close() throws XMLStreamException {
    reader.close();
  }

  private void begin() {
    budget.element();
    if (++depth > ExtractionLimits.XML_NESTING) {
      throw Refused.tooCostly(
          String.format(
              Locale.ROOT,
              "the document nests more than %d elements",
              ExtractionLimits.XML_NESTING));
    }
  }

  private static XMLInputFactory xml() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    OF_THE_JDK.forEach(limit -> factory.setProperty(limit, "0"));
    factory.setXMLResolver((_, _, _, _) -> {
      throw new XMLStreamException("a document refers to nothing outside of it");
    });
    return factory;
  }
}
