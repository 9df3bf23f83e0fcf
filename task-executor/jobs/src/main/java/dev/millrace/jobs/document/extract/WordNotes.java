package dev.millrace.jobs.document.extract;

import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/// The footnotes and endnotes of a Word document, which stand where they are referred to.
final class WordNotes {

  private final Map<String, String> notes = new HashMap<>();

  /// Both kinds; each has a part of its own.
  enum Kind {
    FOOTNOTE("footnote"),
    ENDNOTE("endnote");

    private final String element;

    Kind(String element) {
      this.element = element;
    }

    String part() {
      return "word/" + element + "s.xml";
    }

    /// The kind that an element refers to; null when it is no reference.
    static @Nullable Kind referredBy(String element) {
      return switch (element) {
        case "footnoteReference" -> FOOTNOTE;
        case "endnoteReference" -> ENDNOTE;
        default -> null;
      };
    }

    String mark(@Nullable String id) {
      return "[" + element + "Ref:" + (id == null ? "-1" : id) + "]";
    }
  }

  void read(Kind kind, XmlPart part) throws XMLStreamException {
    if (!part.root(kind.element + "s")) {
      return;
    }
    int all = part.depth();
    while (part.child(all)) {
      if (kind.element.equals(part.word())) {
        String id = part.attribute("id");
        int note = part.depth();
        StringBuilder text = new StringBuilder();
        while (part.child(note)) {
          if ("p".equals(part.word())) {
            text.append(text.isEmpty() ? "" : "\n");
            WordParagraph.read(part, this, text);
          }
        }
        notes.put(kind + " " + id, text.toString());
      }
    }
  }

  /// A note as it follows the paragraph that refers to it.
  String text(Kind kind, @Nullable String id) {
    return " [" + id + ": " + notes.getOrDefault(kind + " " + id, "") + "] ";
  }
}
