package dev.millrace.jobs.document.extract;

import java.util.Locale;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/// A paragraph of a Word document: the text of its runs, then the notes that they refer to.
///
/// Deleted text is left out, inserted text is in.
final class WordParagraph {

  private static final Set<String> AROUND_RUNS =
      Set.of(
          "hyperlink",
          "fldSimple",
          "smartTag",
          "ins",
          "del",
          "moveFrom",
          "moveTo",
          "sdt",
          "sdtContent");
  private static final Set<String> OFF = Set.of("0", "false", "off");

  private final XmlPart part;
  private final WordNotes notes;
  private final StringBuilder behind = new StringBuilder();

  private WordParagraph(XmlPart part, WordNotes notes) {
    this.part = part;
    this.notes = notes;
  }

  /// Appends the text of the current element, a paragraph.
  static void read(XmlPart part, WordNotes notes, StringBuilder into) throws XMLStreamException {
    WordParagraph paragraph = new WordParagraph(part, notes);
    paragraph.inline(into);
    into.append(paragraph.behind);
  }

  private void inline(StringBuilder into) throws XMLStreamException {
    int parent = part.depth();
    while (part.child(parent)) {
      String name = part.word();
      if ("r".equals(name)) {
        new Run().read(into);
      } else if (name != null && AROUND_RUNS.contains(name)) {
        inline(into);
      }
    }
  }

  /// A run, with what is said beside its text: how it is pronounced, and what its picture says.
  private final class Run {
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder beside = new StringBuilder();
    private boolean capitals;
    private boolean deleted;

    void read(StringBuilder into) throws XMLStreamException {
      contents();
      if (!deleted) {
        into.append(text);
        if (!beside.isEmpty()) {
          into.append(" (").append(beside).append(')');
        }
      }
    }

    private void contents() throws XMLStreamException {
      int run = part.depth();
      while (part.child(run)) {
        String name = part.word();
        switch (name) {
          case "rPr" -> properties();
          case "t" -> text(text);
          case "delText" -> deleted = true;
          case "tab", "ptab" -> text.append('\t');
          case "br", "cr" -> text.append('\n');
          case "noBreakHyphen" -> text.append('\u2011');
          case "footnoteReference", "endnoteReference" -> reference(name);
          case "fldChar" -> checkBoxes();
          case "ruby" -> ruby();
          case "pict", "drawing", "object" -> picture();
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
        String id = part.attribute("id");
        text.append(kind.mark(id));
        behind.append(notes.text(kind, id));
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
          case "rt" -> inline(beside);
          case "rubyBase" -> inline(text);
          case null, default -> {
            // how it is laid out
          }
        }
      }
    }

    private void picture() throws XMLStreamException {
      StringBuilder said = new StringBuilder();
      textsBelow(said);
      if (!said.isEmpty()) {
        beside.append('\n').append(said).append('\n');
      }
    }

    private void textsBelow(StringBuilder into) throws XMLStreamException {
      int parent = part.depth();
      while (part.child(parent)) {
        if ("t".equals(part.word())) {
          into.append(into.isEmpty() ? "" : "\n");
          part.text(into);
        } else {
          textsBelow(into);
        }
      }
    }

    private boolean isOn() {
      @Nullable String value = part.attribute("val");
      return value == null || !OFF.contains(value);
    }
  }
}
