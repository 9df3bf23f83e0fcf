package dev.millrace.jobs.document.extract.word;

import dev.millrace.jobs.document.extract.passage.ExtractionLimits;
import dev.millrace.jobs.document.extract.passage.Refused;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// A part of a Word document, element by element, never as a tree.
///
/// A reader asks for the children of the element that it is in, and goes into those that it knows;
/// what it leaves unread is skipped. Depth, elements and bytes are counted for all of the document.
public final class XmlPart implements AutoCloseable {

  /// The vocabulary of WordprocessingML, and the same in documents of the strict kind.
  public static final String WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

  private static final String STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main";
  private static final String COMPATIBILITY =
      "http://schemas.openxmlformats.org/markup-compatibility/2006";

  /// Elements that say something about what they hold, wherever they stand: blocks, rows, cells and
  /// runs in them are read as if they were not there. What was moved stands where it is now.
  private static final Set<String> AROUND =
      Set.of(
          "sdt",
          "sdtContent",
          "customXml",
          "smartTag",
          "ins",
          "moveTo",
          "hyperlink",
          "fldSimple",
          "dir",
          "bdo");

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

  /// Which of the open elements are around others; the rest counts as depth.
  private final BitSet around = new BitSet();

  /// Of which of the open elements one form was read already.
  private final BitSet chosen = new BitSet();

  private int open;
  private int depth;

  public XmlPart(InputStream content, Budget budget) throws XMLStreamException {
    this.budget = budget;
    this.reader = XML.createXMLStreamReader(budget.counted(content));
  }

  /// What a document may cost, over all of its parts.
  public static final class Budget {
    private final long most;
    private final int mostCharacters;
    private long bytes;
    private int elements;
    private long characters;
    private int passages;

    Budget(ExtractionLimits limits) {
      this.most = limits.inflated();
      this.mostCharacters = limits.characters();
    }

    private void text(String text) {
      characters += text.length();
      if (characters > mostCharacters) {
        throw Refused.tooLarge(
            String.format(Locale.ROOT, "the document has more than %d characters", mostCharacters));
      }
    }

    private void passage() {
      if (++passages > ExtractionLimits.PASSAGES) {
        throw Refused.tooLarge(
            String.format(
                Locale.ROOT,
                "the document has more than %d paragraphs",
                ExtractionLimits.PASSAGES));
      }
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
  public boolean root(String name) throws XMLStreamException {
    return child(0) && name.equals(word());
  }

  /// How deep the current element is; to be given to [#child] for its children.
  int depth() {
    return depth;
  }

  /// Counts a text of this part.
  public String counted(String text) {
    budget.text(text);
    return text;
  }

  /// Keeps a passage until its place comes.
  public void keep(Collection<String> kept, String passage) {
    budget.passage();
    kept.add(passage);
  }

  /// Goes to the next child of the element at a depth, over whatever is left unread before it.
  ///
  /// @return whether there is one; if not, that element has ended
  public boolean child(int parent) throws XMLStreamException {
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (begin() && depth == parent + 1) {
            return true;
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          end();
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

  /// Whether the current element is that one.
  public boolean is(String vocabulary, String name) {
    return vocabulary.equals(reader.getNamespaceURI()) && name.equals(reader.getLocalName());
  }

  /// The name of the current element in the vocabulary of Word; null when it is of another one.
  @Nullable String word() {
    return isWord() ? reader.getLocalName() : null;
  }

  /// An attribute of the current element, in the vocabulary of Word.
  @Nullable String attribute(String name) {
    return reader.getAttributeValue(reader.getNamespaceURI(), name);
  }

  /// An attribute of the current element that is of no vocabulary.
  @Nullable String plainAttribute(String name) {
    return reader.getAttributeValue("", name);
  }

  /// Appends the text of the current element, and leaves it.
  public void text(StringBuilder into) throws XMLStreamException {
    int parent = depth;
    while (depth >= parent && reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> begin();
        case XMLStreamConstants.END_ELEMENT -> end();
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

  /// @return whether the element that begins is one by itself, and not around others
  private boolean begin() {
    budget.element();
    if (++open > ExtractionLimits.XML_NESTING) {
      throw Refused.tooCostly(
          String.format(
              Locale.ROOT,
              "the document nests more than %d elements",
              ExtractionLimits.XML_NESTING));
    }
    boolean other = isOtherForm();
    around.set(open, !other && isAround());
    depth += around.get(open) ? 0 : 1;
    return !other && !around.get(open);
  }

  private void end() {
    depth -= around.get(open) ? 0 : 1;
    open--;
  }

  /// Of the forms of one content the first is read; the last is for programs that know no other.
  private boolean isOtherForm() {
    chosen.clear(open);
    if (!isForm()) {
      return false;
    }
    boolean other = chosen.get(open - 1);
    chosen.set(open - 1);
    return other;
  }

  private boolean isAround() {
    return isWord()
        ? AROUND.contains(reader.getLocalName())
        : isForm() || is(COMPATIBILITY, "AlternateContent");
  }

  private boolean isForm() {
    return is(COMPATIBILITY, "Choice") || is(COMPATIBILITY, "Fallback");
  }

  private boolean isWord() {
    String vocabulary = reader.getNamespaceURI();
    return WORD.equals(vocabulary) || STRICT.equals(vocabulary);
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
