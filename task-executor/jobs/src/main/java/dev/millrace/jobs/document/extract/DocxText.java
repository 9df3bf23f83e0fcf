package dev.millrace.jobs.document.extract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/// Reads DOCX: the parts of the archive that hold text, each as a stream.
///
/// Nothing is unpacked that is not read, and what is read is counted while it is, whatever sizes
/// the archive claims.
final class DocxText {

  private static final String MAIN = "word/document.xml";

  private final ZipFile archive;
  private final XmlPart.Budget budget;

  private DocxText(ZipFile archive, ExtractionLimits limits) {
    this.archive = archive;
    this.budget = new XmlPart.Budget(limits.inflated());
  }

  static int read(Path file, ExtractionLimits limits, PassageSink sink) throws IOException {
    try (ZipFile archive = new ZipFile(file.toFile())) {
      if (archive.size() > ExtractionLimits.ARCHIVE_ENTRIES) {
        throw Refused.tooLarge(
            "the archive has more than " + ExtractionLimits.ARCHIVE_ENTRIES + " entries");
      }
      new DocxText(archive, limits).read(sink);
      return 0;
    } catch (XMLStreamException _) {
      throw Refused.broken("DOCX");
    } catch (ZipException | IllegalArgumentException e) {
      throw String.valueOf(e.getMessage()).contains("encrypted")
          ? Refused.encrypted()
          : Refused.broken("archive");
    }
  }

  private void read(PassageSink sink) throws IOException, XMLStreamException {
    if (archive.getEntry(MAIN) == null) {
      throw Refused.unsupported("this archive is no Word document");
    }
    WordNotes notes = new WordNotes();
    for (WordNotes.Kind kind : List.of(WordNotes.Kind.FOOTNOTE, WordNotes.Kind.ENDNOTE)) {
      try (XmlPart part = open(kind.part())) {
        if (part != null) {
          notes.read(kind, part);
        }
      }
    }
    try (XmlPart part = open(MAIN)) {
      if (part == null || !part.root("document")) {
        throw Refused.broken("DOCX");
      }
      new WordBody(part, notes, sink).read();
    }
  }

  private @Nullable XmlPart open(String name) throws IOException, XMLStreamException {
    ZipEntry entry = archive.getEntry(name);
    if (entry == null) {
      return null;
    }
    budget.expect(entry.getSize());
    InputStream content = archive.getInputStream(entry);
    return new XmlPart(content, budget);
  }
}
