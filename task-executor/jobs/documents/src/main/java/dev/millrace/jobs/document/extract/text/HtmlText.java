package dev.millrace.jobs.document.extract.text;

import dev.millrace.jobs.document.extract.passage.PassageSink;
import dev.millrace.jobs.document.extract.passage.Refused;
import dev.millrace.jobs.document.extract.passage.Spaces;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.nodes.XmlDeclaration;
import org.jsoup.select.NodeFilter;
import org.jspecify.annotations.Nullable;

/// Reads HTML. The encoding is found as browsers find it: by a mark, by what the page declares at
/// its beginning, or by its bytes, and these count as well where they are not what the page
/// declares. Nothing that it links to is loaded.
///
/// The tree is walked once, without a look back or up.
public final class HtmlText implements NodeFilter {

  private static final Set<String> SILENT =
      Set.of("script", "style", "noscript", "template", "nav");
  private static final String CELL_END = " | ";
  private static final String CHARSET = "charset=";

  /// What of a page may declare its encoding; browsers look at 1,024 bytes at least.
  private static final int BEGINNING = 4096;

  private final PassageSink sink;
  private final StringBuilder text = new StringBuilder();
  private int cells;
  private int paragraphs;

  private HtmlText(PassageSink sink) {
    this.sink = sink;
  }

  public static int read(Path file, PassageSink sink) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      HtmlText blocks = new HtmlText(sink);
      Jsoup.parse(in, encoding(file).name(), "").body().filter(blocks);
      blocks.end();
      return 0;
    } catch (IllegalArgumentException _) {
      throw Refused.broken("HTML");
    }
  }

  private static Charset encoding(Path file) throws IOException {
    Charset marked = TextEncoding.marked(file);
    if (marked != null) {
      return marked;
    }
    Charset declared = declared(file);
    return declared == null ? TextEncoding.of(file) : TextEncoding.of(file, declared);
  }

  private static @Nullable Charset declared(Path file) throws IOException {
    Document head;
    try (InputStream in = Files.newInputStream(file)) {
      head = Jsoup.parse(new String(in.readNBytes(BEGINNING), StandardCharsets.ISO_8859_1));
    }
    Charset written = head.childNodeSize() == 0 ? null : written(head.childNode(0));
    if (written != null) {
      return written;
    }
    for (Element meta : head.select("meta[charset], meta[http-equiv=content-type][content]")) {
      String content = meta.attr("content");
      int label = content.toLowerCase(Locale.ROOT).indexOf(CHARSET);
      Charset encoding =
          TextEncoding.labelled(
              meta.hasAttr("charset")
                  ? meta.attr("charset")
                  : label < 0 ? "" : content.substring(label + CHARSET.length()));
      if (encoding != null) {
        return encoding;
      }
    }
    return null;
  }

  /// By the declaration of XML, which is a comment to HTML.
  private static @Nullable Charset written(Node first) {
    XmlDeclaration xml =
        first instanceof Comment comment && comment.isXmlDeclaration()
            ? comment.asXmlDeclaration()
            : null;
    return xml == null ? null : TextEncoding.labelled(xml.attr("encoding"));
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
