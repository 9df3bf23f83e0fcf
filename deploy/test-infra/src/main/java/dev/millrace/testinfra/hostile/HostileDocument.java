package dev.millrace.testinfra.hostile;

import java.util.Locale;
import java.util.Random;

/// The kinds of hostile documents.
///
/// Each is made in a size, for tests that look at one limit, and from a seed, which changes what
/// does not matter to the attack.
public enum HostileDocument {
  DOCX_OF_EMPTY_PARAGRAPHS("docx"),
  DOCX_OF_ONE_TEXT("docx"),
  DOCX_OF_NESTED_TABLES("docx"),
  DOCX_OF_REPEATED_NOTES("docx"),
  HTML_OF_EMPTY_CELLS("html"),
  HTML_OF_NESTED_BLOCKS("html"),
  HTML_OF_NESTED_TABLES("html"),
  HTML_OF_SILENT_ELEMENTS("html"),
  HTML_OF_ATTRIBUTES("html"),
  PDF_OF_FLATE("pdf"),
  PDF_OF_FLATE_TWICE("pdf"),
  PDF_OF_HEX_AND_FLATE("pdf"),
  PDF_OF_ASCII85_AND_FLATE("pdf"),
  PDF_OF_LZW("pdf"),
  PDF_OF_RUN_LENGTH("pdf"),
  PDF_ENCRYPTED("pdf"),
  PDF_OF_FORMS("pdf"),
  PDF_OF_SHARED_CONTENT("pdf"),
  PDF_OF_CROSS_REFERENCES("pdf"),
  PDF_OF_OBJECT_STREAMS("pdf"),
  PDF_OF_NESTED_ARRAYS("pdf"),
  PDF_OF_OPERANDS("pdf"),
  TEXT_OF_SHORT_PARAGRAPHS("txt"),
  TEXT_OF_ONE_LINE("txt");

  private final String extension;

  HostileDocument(String extension) {
    this.extension = extension;
  }

  /// The name that it is sent under.
  public String fileName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-') + "." + extension;
  }

  /// Makes one.
  ///
  /// @param megabytes about what it becomes in its reader; what multiplies work has that many
  ///   megabytes to do it with
  public byte[] make(int megabytes, long seed) {
    Random random = new Random(seed);
    int bytes = megabytes << 20;
    return switch (this) {
      case DOCX_OF_EMPTY_PARAGRAPHS -> HostileWord.of("<w:p/>", bytes);
      case DOCX_OF_ONE_TEXT -> HostileWord.ofOneText(bytes, random);
      case DOCX_OF_NESTED_TABLES -> HostileWord.ofNestedTables(bytes);
      case DOCX_OF_REPEATED_NOTES -> HostileWord.ofRepeatedNotes(bytes);
      case HTML_OF_EMPTY_CELLS -> HostileMarkup.repeated("<table><tr>", "<td></td>", bytes);
      case HTML_OF_NESTED_BLOCKS -> HostileMarkup.repeated("", "<div>", bytes);
      case HTML_OF_NESTED_TABLES -> HostileMarkup.repeated("", "<table><tr><td>", bytes);
      case HTML_OF_SILENT_ELEMENTS ->
          HostileMarkup.repeated("<p>text</p>", "<script></script>", bytes);
      case HTML_OF_ATTRIBUTES -> HostileMarkup.ofAttributes(bytes, random);
      case PDF_OF_FLATE -> HostilePdf.ofStream("/FlateDecode", Encodings.flate(bytes));
      case PDF_OF_FLATE_TWICE ->
          HostilePdf.ofStream(
              "[/FlateDecode /Crypt /FlateDecode]", Encodings.flate(Encodings.flate(bytes)));
      case PDF_OF_HEX_AND_FLATE ->
          HostilePdf.ofStream(
              "[/ASCIIHexDecode /FlateDecode]", Encodings.hex(Encodings.flate(bytes)));
      case PDF_OF_ASCII85_AND_FLATE ->
          HostilePdf.ofStream(
              "[/ASCII85Decode /FlateDecode]", Encodings.ascii85(Encodings.flate(bytes)));
      case PDF_OF_LZW -> HostilePdf.ofStream("/LZWDecode", Encodings.lzw(bytes));
      case PDF_OF_RUN_LENGTH -> HostilePdf.ofStream("/RunLengthDecode", Encodings.runs(bytes));
      case PDF_ENCRYPTED -> HostilePdf.encrypted(Encodings.flate(bytes));
      case PDF_OF_FORMS -> HostilePdf.ofForms(10, 10 + random.nextInt(5));
      case PDF_OF_SHARED_CONTENT -> HostilePdf.ofSharedContent(2_900, bytes, random);
      case PDF_OF_CROSS_REFERENCES -> HostilePdf.ofCrossReferences(bytes);
      case PDF_OF_OBJECT_STREAMS -> HostilePdf.ofObjectStream(bytes);
      case PDF_OF_NESTED_ARRAYS -> HostilePdf.ofContent("[", bytes);
      case PDF_OF_OPERANDS -> HostilePdf.ofContent("1.5 ", bytes);
      case TEXT_OF_SHORT_PARAGRAPHS -> HostileMarkup.text("a\n\n", bytes);
      case TEXT_OF_ONE_LINE -> HostileMarkup.text("a ", bytes);
    };
  }
}
