package dev.millrace.jobs.document.extract.pdf;

import dev.millrace.jobs.document.extract.passage.ExtractionLimits;
import dev.millrace.jobs.document.extract.passage.PassageSink;
import dev.millrace.jobs.document.extract.passage.Refused;
import dev.millrace.jobs.document.extract.passage.Spaces;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.jspecify.annotations.Nullable;

/// The text of the pages of a PDF, one after the other.
///
/// Operators, forms and glyphs are counted over the document: forms that draw forms, and pages that
/// share a content, are small as files and endless as work. Pages that look the same are read once.
final class PdfPages extends PDFTextStripper {

  private static final String PARAGRAPH = "\u001e";
  private static final int REMEMBERED = 16;

  private final ExtractionLimits limits;
  private final PassageSink sink;
  private final StringWriter written = new StringWriter();
  private final Map<Look, List<String>> seen = new LinkedHashMap<>();
  private List<String> paragraphs = List.of();
  private int operators;
  private int forms;
  private int depth;
  private int glyphs;

  PdfPages(ExtractionLimits limits, PassageSink sink) {
    this.limits = limits;
    this.sink = sink;
    setParagraphStart(PARAGRAPH);
    setLineSeparator("\n");
  }

  /// What makes a page look as it does; the objects are the same ones, not equal ones.
  private record Look(
      @Nullable COSBase contents,
      @Nullable COSBase resources,
      @Nullable COSBase beads,
      String box) {

    static Look of(PDPage page) {
      PDResources resources = page.getResources();
      return new Look(
          page.getCOSObject().getDictionaryObject(COSName.CONTENTS),
          resources == null ? null : resources.getCOSObject(),
          page.getCOSObject().getDictionaryObject(COSName.B),
          page.getMediaBox() + " " + page.getCropBox() + " " + page.getRotation());
    }
  }

  /// A page whose content goes through the filters, which are counted; PDFBox has a way past them.
  private static final class Unpacked extends PDPage {
    private final PDPage page;

    Unpacked(PDPage page) {
      super(page.getCOSObject());
      this.page = page;
    }

    @Override
    public RandomAccessRead getContentsForStreamParsing() throws IOException {
      return getContentsForRandomAccess();
    }

    /// With the cache of fonts that the document has.
    @Override
    public PDResources getResources() {
      return page.getResources();
    }
  }

  void read(PDDocument pdf) throws IOException {
    writeText(pdf, written);
  }

  @Override
  public void processPage(PDPage page) throws IOException {
    int number = getCurrentPageNo();
    if (number > limits.pages()) {
      throw Refused.tooLarge(
          "the document has more pages than the limit, which is " + limits.pages());
    }
    Look look = Look.of(page);
    List<String> known = seen.get(look);
    if (known == null) {
      glyphs = 0;
      paragraphs = new ArrayList<>();
      super.processPage(new Unpacked(page));
      known = paragraphs;
      remember(look, known);
    }
    for (int i = 0; i < known.size(); i++) {
      sink.passage(number, i + 1, known.get(i));
    }
  }

  @Override
  protected void endPage(PDPage page) {
    for (String block : written.toString().split(PARAGRAPH, -1)) {
      StringBuilder joined = new StringBuilder();
      block
          .lines()
          .map(Spaces::collapse)
          .filter(line -> !line.isEmpty())
          .forEach(line -> Spaces.join(joined, line));
      if (!joined.isEmpty()) {
        paragraphs.add(joined.toString());
      }
    }
    written.getBuffer().setLength(0);
  }

  @Override
  protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
    operators = within(operators + 1, ExtractionLimits.PDF_OPERATORS, "drawing operators");
    super.processOperator(operator, operands);
  }

  @Override
  public void showForm(PDFormXObject form) throws IOException {
    forms = within(forms + 1, ExtractionLimits.PDF_FORMS, "drawings of forms");
    depth = within(depth + 1, ExtractionLimits.PDF_FORM_NESTING, "forms within one another");
    try {
      super.showForm(form);
    } finally {
      depth--;
    }
  }

  @Override
  protected void processTextPosition(TextPosition glyph) {
    glyphs = within(glyphs + 1, ExtractionLimits.PDF_GLYPHS_OF_A_PAGE, "characters on a page");
    super.processTextPosition(glyph);
  }

  private void remember(Look look, List<String> known) {
    if (seen.size() >= REMEMBERED) {
      seen.remove(seen.keySet().iterator().next());
    }
    seen.put(look, known);
  }

  private static int within(int count, int most, String what) {
    if (count > most) {
      throw Refused.tooCostly(
          String.format(Locale.ROOT, "the document has more than %d %s", most, what));
    }
    return count;
  }
}
