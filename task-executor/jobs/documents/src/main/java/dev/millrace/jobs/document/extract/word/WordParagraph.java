package dev.millrace.jobs.document.extract.word;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/// A paragraph of a Word document: the text of its runs. What they refer to, and what their
/// pictures hold, is said behind it.
///
/// Deleted text is left out, inserted text is in, and moved text is where it was moved to.
final class WordParagraph {

  private static final Set<String> OFF = Set.of("0", "false", "off");

  private final XmlPart part;
  private final WordNotes notes;
  private final WordBlocks blocks;
  private final List<String> behind;

  /// @param blocks reads what text boxes hold
  /// @param behind takes what follows the paragraph
  WordParagraph(XmlPart part, WordNotes notes, WordBlocks blocks, List<String> behind) {
    this.part = part;
    this.notes = notes;
    this.blocks = blocks;
    this.behind = behind;
  }

  /// Appends the text of the current element.
  void read(StringBuilder into) throws XMLStreamException {
    int parent = part.depth();
    while (part.child(parent)) {
      if ("r".equals(part.word())) {
        new Run().read(into);
      }
    }
  }

  /// A run, with what is said beside its text: how it is pronounced.
  private final class Run {
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder beside = new StringBuilder();
    private boolean capitals;

    void read(StringBuilder into) throws XMLStreamException {
      contents();
      into.append(text);
      if (!beside.isEmpty()) {
        into.append(" (").append(beside).append(')');
      }
    }

    private void contents() throws XMLStreamException {
      int run = part.depth();
      while (part.child(run)) {
        String name = part.word();
        switch (name) {
          case "rPr" -> properties();
          case "t" -> text(text);
          case "tab", "ptab" -> text.append('\t');
          case "br", "cr" -> text.append('\n');
          case "noBreakHyphen" -> text.append('\u2011');
          case "footnoteReference", "endnoteReference" -> reference(name);
          case "fldChar" -> checkBoxes();
          case "ruby" -> ruby();
          case "pict", "drawing", "object" -> boxes();
          case null, default -> {
            // field codes, positions, references to parts that hold no text
          }
        }
      }
    }

    private void text(StringBuilder into) throws XMLStreamException {
      if (capitals) {
        StringBuilder small = new StringBuilder();
        part.text(small);
        into.append(small.toString().toUpperCase(Locale.ROOT));
      } else {
        part.text(into);
      }
    }

    private void properties() throws XMLStreamException {
      int properties = part.depth();
      while (part.child(properties)) {
        String name = part.word();
        capitals |= ("caps".equals(name) || "smallCaps".equals(name)) && isOn();
      }
    }

    private void reference(String name) {
      WordNotes.Kind kind = WordNotes.Kind.referredBy(name);
      if (kind != null) {
        behind.addAll(notes.take(kind, part.attribute("id")));
      }
    }

    /// Boxes of a form say whether they are ticked.
    private void checkBoxes() throws XMLStreamException {
      int field = part.depth();
      while (part.child(field)) {
        if ("ffData".equals(part.word())) {
          int data = part.depth();
          while (part.child(data)) {
            if ("checkBox".equals(part.word())) {
              checkBox();
            }
          }
        }
      }
    }

    private void checkBox() throws XMLStreamException {
      int box = part.depth();
      boolean ticked = false;
      while (part.child(box)) {
        ticked |= "default".equals(part.word()) && isOn();
      }
      text.append(ticked ? "|X|" : "|_|");
    }

    private void ruby() throws XMLStreamException {
      int ruby = part.depth();
      while (part.child(ruby)) {
        switch (part.word()) {
          case "rt" -> WordParagraph.this.read(beside);
          case "rubyBase" -> WordParagraph.this.read(text);
          case null, default -> {
            // how it is laid out
          }
        }
      }
    }

    /// Text boxes, however deep they are in a drawing.
    private void boxes() throws XMLStreamException {
      int parent = part.depth();
      while (part.child(parent)) {
        if ("txbxContent".equals(part.word())) {
          blocks.read(text -> part.keep(behind, text));
        } else {
          boxes();
        }
      }
    }

    private boolean isOn() {
      @Nullable String value = part.attribute("val");
      return value == null || !OFF.contains(value);
    }
  }
}
