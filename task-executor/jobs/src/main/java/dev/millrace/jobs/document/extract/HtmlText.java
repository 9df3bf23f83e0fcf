package dev.millrace.jobs.document.extract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/// Reads HTML; the encoding is found as browsers find it. Nothing that it links to is loaded.
///
/// The tree is walked once, without a look back or up.
final class HtmlText implements NodeFilter {

  private static final Set<String> SILENT =
      Set.of("script", "style", "noscript", "template", "nav");
  private static final String CELL_END = " | ";

  private final PassageSink sink;
  private final StringBuilder text = new StringBuilder();
  private int cells;
  private int paragraphs;

  private HtmlText(PassageSink sink) {
    this.sink = sink;
  }

  static int read(Path file, PassageSink sink) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      HtmlText blocks = new HtmlText(sink);
      Jsoup.parse(in, null, "").body().filter(blocks);
      blocks.end();
      return 0;
    } catch (IllegalArgumentException _) {
      throw Refused.broken("HTML");
    }
  }

  @Override
  public FilterResult head(Node node, int depth) {
    if (node instanceof TextNode words) {
      text.append(words.getWholeText());
    } else if (node instanceof Element element) {
      if (depth > 0 && (SILENT.contains(element.normalName()) || element.hasAttr("hidden"))) {
        return FilterResult.SKIP_ENTIRELY;
      }
      if (isCell(element)) {
        cells++;
      } else if (isBorder(element)) {
        end();
      }
    }
    return FilterResult.CONTINUE;
  }

  @Override
  public FilterResult tail(Node node, int depth) {
    if (node instanceof Element element) {
      if (isCell(element)) {
        cells--;
        text.append(CELL_END);
      } else if (isBorder(element)) {
        end();
      }
    }
    return FilterResult.CONTINUE;
  }

  private void end() {
    cutCellEnds();
    String paragraph = Spaces.collapse(text.toString());
    text.setLength(0);
    if (!paragraph.isEmpty()) {
      sink.passage(0, ++paragraphs, paragraph);
    }
  }

  /// Takes the ends of empty cells from the end of a row.
  private void cutCellEnds() {
    int end = text.length();
    while (end > 0 && " \t\n\u000b\f\r".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    for (int at = end - 2; at >= 0 && text.indexOf(CELL_END, at) == at; at -= CELL_END.length()) {
      text.setLength(at);
    }
  }

  private static boolean isCell(Element element) {
    return element.nameIs("td") || element.nameIs("th");
  }

  /// Cells stay on one line with their row.
  private boolean isBorder(Element element) {
    return cells == 0 && (element.isBlock() || element.nameIs("br"));
  }
}
