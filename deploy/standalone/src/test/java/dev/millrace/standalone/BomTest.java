package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/// The BOM has no parent, so it is held to the root pom here.
class BomTest {

  /// What nobody builds on: tools, tests, programs.
  private static final Set<String> NO_LIBRARIES =
      Set.of("millrace-cli", "millrace-contract-check", "millrace-executor-app");

  private static final Path ROOT = Path.of("../..");

  @Test
  void bomHasTheVersionsOfTheRootPomAndEveryLibrary() throws Exception {
    Document root = read(ROOT.resolve("pom.xml"));
    Document bom = read(ROOT.resolve("contracts/bom/pom.xml"));

    assertThat(child(bom, "version")).isEqualTo(child(root, "version"));
    assertThat(text(bom, "kafka.version")).isEqualTo(text(root, "kafka.version"));
    Set<String> libraries = managed(root);
    libraries.removeAll(NO_LIBRARIES);
    assertThat(managed(bom)).isEqualTo(libraries);
  }

  private static Set<String> managed(Document pom) {
    Set<String> artifacts = new TreeSet<>();
    var dependencies = pom.getElementsByTagName("dependency");
    for (int i = 0; i < dependencies.getLength(); i++) {
      Element one = (Element) dependencies.item(i);
      if (one.getElementsByTagName("groupId").item(0).getTextContent().equals("dev.millrace")) {
        artifacts.add(one.getElementsByTagName("artifactId").item(0).getTextContent());
      }
    }
    return new HashSet<>(artifacts);
  }

  private static String text(Document pom, String name) {
    return pom.getElementsByTagName(name).item(0).getTextContent();
  }

  private static String child(Document pom, String name) {
    for (var node = pom.getDocumentElement().getFirstChild();
        node != null;
        node = node.getNextSibling()) {
      if (node.getNodeName().equals(name)) {
        return node.getTextContent();
      }
    }
    throw new AssertionError("no <" + name + ">");
  }

  private static Document read(Path pom) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
  }
}
