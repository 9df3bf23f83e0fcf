package dev.millrace.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.jsoup.select.Elements;

/// A pom, as others get it or as the build reads it.
///
/// @param source its text
/// @param document the same, read
record PublishedPom(String source, Document document) {

  static PublishedPom of(Path module) {
    return read(module.resolve("target/.flattened-pom.xml"));
  }

  /// The pom that the build reads.
  static PublishedPom ofSource(Path module) {
    return read(module.resolve("pom.xml"));
  }

  private static PublishedPom read(Path file) {
    try {
      String source = Files.readString(file);
      return new PublishedPom(source, Jsoup.parse(source, "", Parser.xmlParser()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isPublished() {
    return document.getElementsByTag("maven.deploy.skip").text().equals("false");
  }

  /// The text of an element right below the project.
  String text(String path) {
    return document.select("project > " + path).text();
  }

  Elements elements(String path) {
    return document.select("project " + path);
  }

  /// The names that it manages of a group.
  Set<String> managed(String group) {
    return values("dependencyManagement dependency", group, "artifactId");
  }

  /// The names of a group that it depends on.
  Set<String> libraries(String group) {
    return values("> dependencies > dependency", group, "artifactId");
  }

  Set<String> versions(String group) {
    return values("dependency", group, "version");
  }

  Set<String> groups() {
    return new TreeSet<>(elements("dependency > groupId").eachText());
  }

  private Set<String> values(String path, String group, String element) {
    Set<String> values = new TreeSet<>();
    for (var dependency : elements(path)) {
      if (dependency.select("> groupId").text().equals(group)) {
        values.add(dependency.select("> " + element).text());
      }
    }
    return values;
  }
}
