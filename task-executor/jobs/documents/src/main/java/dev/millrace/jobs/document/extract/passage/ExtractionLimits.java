package dev.millrace.jobs.document.extract.passage;

/// How much of a document is read before it is refused.
///
/// Bounds on work rather than on size are constants: a document that is meant to be read stays far
/// below them.
///
/// @param inflated bytes that are unpacked from it
/// @param pages of a PDF
/// @param characters of text
public record ExtractionLimits(long inflated, int pages, int characters) {

  /// A passage costs its reader about a hundred bytes beside its text.
  public static final int PASSAGES = 250_000;

  public static final int ARCHIVE_ENTRIES = 10_000;
  public static final int XML_ELEMENTS = 10_000_000;
  public static final int XML_NESTING = 256;
  public static final int PDF_OPERATORS = 30_000_000;
  public static final int PDF_FORMS = 200_000;
  public static final int PDF_FORM_NESTING = 30;
  public static final int PDF_GLYPHS_OF_A_PAGE = 300_000;

  /// What one stream of a PDF may unpack to: it is in memory as a whole, twice where filters are
  /// chained.
  public long stream() {
    return Math.min(inflated, Runtime.getRuntime().maxMemory() / 4);
  }

  /// The limits on a command line.
  public String argument() {
    return inflated + "," + pages + "," + characters;
  }

  public static ExtractionLimits parse(String argument) {
    String[] parts = argument.split(",", -1);
    return new ExtractionLimits(
        Long.parseLong(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
  }
}
