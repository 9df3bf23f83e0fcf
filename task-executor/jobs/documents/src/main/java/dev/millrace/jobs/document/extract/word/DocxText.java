package dev.millrace.jobs.document.extract.word;

import dev.millrace.jobs.document.extract.passage.ExtractionLimits;
import dev.millrace.jobs.document.extract.passage.PassageSink;
import dev.millrace.jobs.document.extract.passage.Refused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLStreamException;

/// Reads DOCX: the parts of the archive that hold text, each as a stream. The body comes first,
/// then what headers and footers say, each text of them once: pages are not told apart.
///
/// Nothing is unpacked that is not read, and what is read is counted while it is, whatever sizes
/// the archive claims.
public final class DocxText {

  private final WordParts parts;
  private final PassageSink sink;
  private int paragraphs;

  private DocxText(WordParts parts, PassageSink sink) {
    this.parts = parts;
    this.sink = sink;
  }

  public static int read(Path file, ExtractionLimits limits, PassageSink sink) throws IOException {
    try (ZipFile archive = new ZipFile(file.toFile())) {
      if (archive.size() > ExtractionLimits.ARCHIVE_ENTRIES) {
        throw Refused.tooLarge(
            "the archive has more than " + ExtractionLimits.ARCHIVE_ENTRIES + " entries");
      }
      new DocxText(new WordParts(archive, new XmlPart.Budget(limits)), sink).read();
      return 0;
    } catch (XMLStreamException _) {
      throw Refused.broken("DOCX");
    } catch (ZipException | IllegalArgumentException e) {
      throw String.valueOf(e.getMessage()).contains("encrypted")
          ? Refused.encrypted()
          : Refused.broken("archive");
    }
  }

  private void read() throws IOException, XMLStreamException {
    WordParts.Document document = parts.document();
    WordNotes notes = new WordNotes();
    for (WordNotes.Kind kind : WordNotes.Kind.values()) {
      for (String name : document.parts(kind.relationship())) {
        try (XmlPart part = parts.open(name)) {
          notes.read(kind, part);
        }
      }
    }
    try (XmlPart part = parts.open(document.name())) {
      if (!part.root("document")) {
        throw Refused.unsupported("this archive is no Word document");
      }
      int root = part.depth();
      while (part.child(root)) {
        if ("body".equals(part.word())) {
          new WordBlocks(part, notes).read(this::passage);
        }
      }
    }
    beside(document, "header", "hdr", notes);
    beside(document, "footer", "ftr", notes);
  }

  /// What has no letter is the number of a page.
  private void beside(
      WordParts.Document document, String relationship, String root, WordNotes notes)
      throws IOException, XMLStreamException {
    Set<String> said = new LinkedHashSet<>();
    for (String name : document.parts(relationship)) {
      try (XmlPart part = parts.open(name)) {
        if (part.root(root)) {
          new WordBlocks(part, notes).read(text -> part.keep(said, text));
        }
      }
    }
    said.stream().filter(text -> text.chars().anyMatch(Character::isLetter)).forEach(this::passage);
  }

  private void passage(String text) {
    sink.passage(0, ++paragraphs, text);
  }
}
