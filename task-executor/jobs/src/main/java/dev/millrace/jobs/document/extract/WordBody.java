package dev.millrace.jobs.document.extract;

import javax.xml.stream.XMLStreamException;

/// The blocks of a Word document in order: paragraphs, and tables row by row.
///
/// A kind of block is a case of [#blocks]; text that stands around blocks of a known kind would be
/// read by going into it.
final class WordBody {

  private final XmlPart part;
  private final WordNotes notes;
  private final PassageSink sink;
  private int paragraphs;

  WordBody(XmlPart part, WordNotes notes, PassageSink sink) {
    this.part = part;
    this.notes = notes;
    this.sink = sink;
  }

  void read() throws XMLStreamException {
    int document = part.depth();
    while (part.child(document)) {
      if ("body".equals(part.word())) {
        blocks();
      }
    }
  }

  private void blocks() throws XMLStreamException {
    int parent = part.depth();
    while (part.child(parent)) {
      switch (part.word()) {
        case "p" -> {
          StringBuilder text = new StringBuilder();
          WordParagraph.read(part, notes, text);
          passage(Spaces.collapse(text.toString()));
        }
        case "tbl" -> rows();
        case null, default -> {
          // no text of its own
        }
      }
    }
  }

  private void rows() throws XMLStreamException {
    int table = part.depth();
    while (part.child(table)) {
      if ("tr".equals(part.word())) {
        passage(cells());
      }
    }
  }

  private String cells() throws XMLStreamException {
    int row = part.depth();
    StringBuilder text = new StringBuilder();
    while (part.child(row)) {
      if ("tc".equals(part.word())) {
        String cell = Spaces.collapse(cell());
        text.append(text.isEmpty() || cell.isEmpty() ? "" : " | ").append(cell);
      }
    }
    return text.toString();
  }

  private String cell() throws XMLStreamException {
    int cell = part.depth();
    StringBuilder text = new StringBuilder();
    while (part.child(cell)) {
      if ("p".equals(part.word())) {
        WordParagraph.read(part, notes, text);
      }
    }
    return text.toString();
  }

  private void passage(String text) {
    if (!text.isEmpty()) {
      sink.passage(0, ++paragraphs, text);
    }
  }
}
