package dev.millrace.jobs.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/// Reads HTML; the encoding is found as browsers find it. Nothing that it links to is loaded.
final class HtmlText {

  private static final String SILENT = "script, style, noscript, template, nav, [hidden]";

  private HtmlText() {}

  static Document read(byte[] bytes) {
    try {
      Element body = Jsoup.parse(new ByteArrayInputStream(bytes), null, "").body();
      body.select(SILENT).remove();
      Blocks blocks = new Blocks();
      NodeTraversor.traverse(blocks, body);
      blocks.end();
      return new Document(Document.Kind.HTML, null, blocks.passages);
    } catch (IOException _) {
      throw Refusal.broken("HTML");
    }
  }

  /// Collects the text between the borders of block elements.
  private static final class Blocks implements NodeVisitor {
    private final List<Passage> passages = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    @Override
    public void head(Node node, int depth) {
      if (node instanceof TextNode words) {
        text.append(words.getWholeText());
      } else if (border(node)) {
        end();
      }
    }

    @Override
    public void tail(Node node, int depth) {
      if (border(node)) {
        end();
      } else if (node.nameIs("td") || node.nameIs("th")) {
        text.append(" | ");
      }
    }

    void end() {
      String paragraph = Spaces.collapse(text.toString().replaceAll("( \\| )+\\s*$", ""));
      text.setLength(0);
      if (!paragraph.isEmpty()) {
        passages.add(new Passage(paragraph, new Place(null, passages.size() + 1)));
      }
    }

    /// Cells stay on one line with their row.
    private static boolean border(Node node) {
      return node instanceof Element element
          && (element.isBlock() || element.nameIs("br"))
          && !element.nameIs("td")
          && !element.nameIs("th")
          && element.closest("td, th") == null;
    }
  }
}
