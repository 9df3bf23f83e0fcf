package dev.millrace.jobs.document.extract.word;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/// The footnotes and endnotes of a Word document, which follow the block that refers to them first.
final class WordNotes {

  private final Map<String, List<String>> notes = new HashMap<>();

  /// Both kinds; each has a part of its own.
  enum Kind {
    FOOTNOTE("footnote"),
    ENDNOTE("endnote");

    private final String element;

    Kind(String element) {
      this.element = element;
    }

    String relationship() {
      return element + "s";
    }

    /// The kind that an element refers to; null when it is no reference.
    static @Nullable Kind referredBy(String element) {
      return switch (element) {
        case "footnoteReference" -> FOOTNOTE;
        case "endnoteReference" -> ENDNOTE;
        default -> null;
      };
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
        List<String> texts = new ArrayList<>();
        new WordBlocks(part, this).read(text -> part.keep(texts, text));
        if (!texts.isEmpty()) {
          notes.put(kind + " " + id, texts);
        }
      }
    }
  }

  /// The texts of a note, once.
  List<String> take(Kind kind, @Nullable String id) {
    List<String> texts = notes.remove(kind + " " + id);
    return texts == null ? List.of() : texts;
  }
}
