package dev.millrace.jobs.document.extract.word;

import dev.millrace.jobs.document.extract.passage.Refused;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/// The parts of a Word document, found as the archive's relationships name them and not by where
/// most programs put them.
final class WordParts {

  private static final String RELATIONSHIPS =
      "http://schemas.openxmlformats.org/package/2006/relationships";

  /// What relationships begin with, in documents of the transitional and of the strict kind.
  private static final List<String> OFFICE =
      List.of(
          "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
          "http://purl.oclc.org/ooxml/officeDocument/relationships/");

  /// To parts with text.
  private static final Set<String> KINDS =
      Set.of("officeDocument", "footnotes", "endnotes", "header", "footer");

  private final ZipFile archive;
  private final XmlPart.Budget budget;

  WordParts(ZipFile archive, XmlPart.Budget budget) {
    this.archive = archive;
    this.budget = budget;
  }

  /// @param kind of the relationship, without the address before it
  /// @param part that is in the archive
  private record Relationship(String kind, String part) {}

  /// @param name of the main part
  record Document(String name, Set<Relationship> relationships) {

    /// The parts that the document has in such a relationship, each once.
    List<String> parts(String kind) {
      return relationships.stream()
          .filter(relationship -> relationship.kind().equals(kind))
          .map(Relationship::part)
          .toList();
    }
  }

  /// @throws Refused when the archive holds no document
  Document document() throws IOException, XMLStreamException {
    String main =
        relationships("", "").stream()
            .filter(relationship -> relationship.kind().equals("officeDocument"))
            .map(Relationship::part)
            .findFirst()
            .orElse("word/document.xml");
    if (archive.getEntry(main) == null) {
      throw Refused.unsupported("this archive is no Word document");
    }
    int name = main.lastIndexOf('/') + 1;
    return new Document(main, relationships(main.substring(0, name), main.substring(name)));
  }

  XmlPart open(String part) throws IOException, XMLStreamException {
    ZipEntry entry = archive.getEntry(part);
    if (entry == null) {
      throw Refused.broken("DOCX");
    }
    budget.expect(entry.getSize());
    return new XmlPart(archive.getInputStream(entry), budget);
  }

  /// Those to parts that are there; so there are no more of them than the archive has entries, for
  /// each of a few kinds.
  private Set<Relationship> relationships(String folder, String name)
      throws IOException, XMLStreamException {
    Set<Relationship> found = new LinkedHashSet<>();
    String of = folder + "_rels/" + name + ".rels";
    if (archive.getEntry(of) == null) {
      return found;
    }
    try (XmlPart part = open(of)) {
      int root = part.depth();
      while (part.child(root)) {
        int all = part.depth();
        while (part.child(all)) {
          if (part.is(RELATIONSHIPS, "Relationship")) {
            Relationship relationship = relationship(part, folder);
            if (relationship != null) {
              found.add(relationship);
            }
          }
        }
      }
    }
    return found;
  }

  private @Nullable Relationship relationship(XmlPart part, String folder) {
    String type = part.plainAttribute("Type");
    String target = part.plainAttribute("Target");
    if (type == null || target == null || "External".equals(part.plainAttribute("TargetMode"))) {
      return null;
    }
    for (String office : OFFICE) {
      String kind = type.startsWith(office) ? type.substring(office.length()) : "";
      if (KINDS.contains(kind)) {
        return resolve(folder, target)
            .filter(name -> archive.getEntry(name) != null)
            .findFirst()
            .map(name -> new Relationship(kind, name))
            .orElse(null);
      }
    }
    return null;
  }

  /// A target is a reference as in RFC 3986, from the folder of the part that it stands in.
  ///
  /// @return the name as it is written, and without escapes: archives have both
  private static Stream<String> resolve(String folder, String target) {
    try {
      URI resolved = new URI(null, null, "/" + folder, null).resolve(new URI(target)).normalize();
      return resolved.getScheme() != null || resolved.getAuthority() != null
          ? Stream.empty()
          : Stream.of(resolved.getRawPath(), resolved.getPath())
              .filter(path -> path.startsWith("/"))
              .map(path -> path.substring(1));
    } catch (URISyntaxException _) {
      return Stream.empty(); // a name that no part can have
    }
  }
}
