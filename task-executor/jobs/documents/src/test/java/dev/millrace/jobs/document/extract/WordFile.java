package dev.millrace.jobs.document.extract;

import dev.millrace.jobs.document.extract.word.XmlPart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/// A Word document, part by part, as programs write it that are none of the libraries here.
final class WordFile {

  static final String STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main";
  private static final String OFFICE =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

  private final String vocabulary;
  private final String relationships;
  private final Map<String, String> parts = new LinkedHashMap<>();

  private WordFile(String vocabulary, String relationships) {
    this.vocabulary = vocabulary;
    this.relationships = relationships;
  }

  /// A document with that body, where most programs put it.
  static WordFile of(String body) {
    return new WordFile(XmlPart.WORD, OFFICE)
        .root("officeDocument", "word/document.xml")
        .part("word/document.xml", "document", "<w:body>" + body + "</w:body>");
  }

  static WordFile strict(String body) {
    return new WordFile(STRICT, "http://purl.oclc.org/ooxml/officeDocument/relationships/")
        .root("officeDocument", "word/document.xml")
        .part("word/document.xml", "document", "<w:body>" + body + "</w:body>");
  }

  /// One whose main part is elsewhere.
  static WordFile at(String target, String name, String body) {
    return new WordFile(XmlPart.WORD, OFFICE)
        .root("officeDocument", target)
        .part(name, "document", "<w:body>" + body + "</w:body>");
  }

  static String paragraph(String text) {
    return "<w:p>" + run(text) + "</w:p>";
  }

  static String run(String text) {
    return "<w:r><w:t>" + text + "</w:t></w:r>";
  }

  WordFile part(String name, String root, String content) {
    return entry(
        name,
        "<w:%s xmlns:w=\"%s\" xmlns:mc=\"%s\">%s</w:%s>"
            .formatted(
                root,
                vocabulary,
                "http://schemas.openxmlformats.org/markup-compatibility/2006",
                content,
                root));
  }

  /// The relationships of a part, pairs of kind and target.
  WordFile related(String rels, String... kindsAndTargets) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < kindsAndTargets.length; i += 2) {
      all.append(
          "<Relationship Id=\"r%d\" Type=\"%s%s\" Target=\"%s\"/>"
              .formatted(i, relationships, kindsAndTargets[i], kindsAndTargets[i + 1]));
    }
    return entry(
        rels,
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
            + all
            + "</Relationships>");
  }

  private WordFile root(String kind, String target) {
    return related("_rels/.rels", kind, target);
  }

  private WordFile entry(String name, String content) {
    parts.put(name, content);
    return this;
  }

  byte[] bytes() throws IOException {
    return bytes(Zip64Mode.AsNeeded, ZipArchiveOutputStream.DEFLATED);
  }

  /// As it is written to where nobody can go back: sizes stand behind each entry.
  byte[] bytes(Zip64Mode large, int method) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out)) {
      zip.setUseZip64(large);
      zip.setMethod(method);
      for (Map.Entry<String, String> part : parts.entrySet()) {
        byte[] content = part.getValue().getBytes(StandardCharsets.UTF_8);
        ZipArchiveEntry entry = new ZipArchiveEntry(part.getKey());
        if (method == ZipArchiveOutputStream.STORED) {
          entry.setSize(content.length);
          CRC32 sum = new CRC32();
          sum.update(content);
          entry.setCrc(sum.getValue());
        }
        zip.putArchiveEntry(entry);
        zip.write(content);
        zip.closeArchiveEntry();
      }
    }
    return out.toByteArray();
  }
}
