package dev.millrace.jobs.document.extract.word;

import dev.millrace.jobs.document.extract.passage.Spaces;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.xml.stream.XMLStreamException;

/// The blocks of a part of a Word document in order: paragraphs, and tables row by row.
///
/// What stands within a block and is none of its text follows it: text boxes, notes, and the rows
/// of a table within a cell. It is kept until then, and counted.
final class WordBlocks {

  private final XmlPart part;
  private final WordNotes notes;

  WordBlocks(XmlPart part, WordNotes notes) {
    this.part = part;
    this.notes = notes;
  }

  /// Reads what the current element holds.
  ///
  /// @param passages takes texts that are not empty
  void read(Consumer<String> passages) throws XMLStreamException {
    int parent = part.depth();
    while (part.child(parent)) {
      switch (part.word()) {
        case "p" -> {
          List<String> behind = new ArrayList<>();
          say(paragraph(behind), behind, passages);
        }
        case "tbl" -> rows(passages);
        case null, default -> {
          // no text of its own
        }
      }
    }
  }

  private void rows(Consumer<String> passages) throws XMLStreamException {
    int table = part.depth();
    while (part.child(table)) {
      if ("tr".equals(part.word())) {
        List<String> behind = new ArrayList<>();
        say(cells(behind), behind, passages);
      }
    }
  }

  private String cells(List<String> behind) throws XMLStreamException {
    int row = part.depth();
    StringBuilder text = new StringBuilder();
    while (part.child(row)) {
      if ("tc".equals(part.word())) {
        String cell = cell(behind);
        text.append(text.isEmpty() || cell.isEmpty() ? "" : " | ").append(cell);
      }
    }
    return text.toString();
  }

  private String cell(List<String> behind) throws XMLStreamException {
    int cell = part.depth();
    StringBuilder text = new StringBuilder();
    while (part.child(cell)) {
      switch (part.word()) {
        case "p" -> {
          String paragraph = paragraph(behind);
          text.append(text.isEmpty() || paragraph.isEmpty() ? "" : " ").append(paragraph);
        }
        case "tbl" -> rows(passage -> part.keep(behind, passage));
        case null, default -> {
          // how it looks
        }
      }
    }
    return text.toString();
  }

  private String paragraph(List<String> behind) throws XMLStreamException {
    StringBuilder text = new StringBuilder();
    new WordParagraph(part, notes, this, behind).read(text);
    return part.counted(Spaces.collapse(text.toString()));
  }

  private static void say(String text, List<String> behind, Consumer<String> passages) {
    if (!text.isEmpty()) {
      passages.accept(text);
    }
    behind.forEach(passages);
  }
}
