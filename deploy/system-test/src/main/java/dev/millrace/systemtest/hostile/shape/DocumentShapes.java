package dev.millrace.systemtest.hostile.shape;

import static dev.millrace.systemtest.hostile.shape.Shapes.between;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.millrace.systemtest.hostile.Attacker;
import dev.millrace.systemtest.hostile.HostileShape;
import dev.millrace.systemtest.hostile.wire.Request;
import dev.millrace.testinfra.hostile.HostileDocument;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/// Files that grow when they are read: a shape for each kind that there is.
final class DocumentShapes {

  private static final List<String> LOCKS =
      List.of(
          "<</Filter/Adobe.PubSec/SubFilter/adbe.pkcs7.s5/V 4/Length 128/Recipients[<00>]>>",
          "<</Filter/Standard/V 2/R 3/Length -128/P -4/O<00>/U<00>>>",
          "<</Filter/Standard/V 2/R 3/Length 2147483647/P -4/O<00>/U<00>>>",
          "<</Filter/Standard/V 5/R 6/P -4>>",
          "<</Filter/Unheard/V 99>>",
          "<<>>",
          "null",
          "2 0 R");

  static final List<HostileShape> ALL =
      Stream.concat(
              Arrays.stream(HostileDocument.values()).map(DocumentShapes::shape),
              Stream.of(
                  HostileShape.of(
                      "pdf-odd-locks",
                      "500: a class that is not there, a negative length, no key",
                      (attacker, random) -> {
                        for (String lock : LOCKS) {
                          upload(attacker, random, "a.pdf", locked(lock));
                        }
                      })))
          .toList();

  private DocumentShapes() {}

  private static HostileShape shape(HostileDocument document) {
    String name = document.name().toLowerCase(Locale.ROOT).replace('_', '-').replace("-of-", "-");
    return HostileShape.of(
        name,
        formerly(document),
        (attacker, random) -> {
          for (int i = 0; i < 2 && attacker.goesOn(); i++) {
            byte[] file = document.make(megabytes(document, random), random.nextLong());
            upload(attacker, random, document.fileName(), file);
          }
        });
  }

  private static String formerly(HostileDocument document) {
    return switch (document) {
      case DOCX_OF_EMPTY_PARAGRAPHS ->
          "0.8 MB took the executor down, and the next one, and the restarted one again";
      case DOCX_OF_ONE_TEXT, DOCX_OF_NESTED_TABLES, DOCX_OF_REPEATED_NOTES ->
          "a tree of all its XML was built";
      case HTML_OF_EMPTY_CELLS -> "a regular expression was quadratic in the cells";
      case HTML_OF_NESTED_BLOCKS, HTML_OF_NESTED_TABLES ->
          "each node looked up all its parents: 5 MB were hours";
      case HTML_OF_SILENT_ELEMENTS, HTML_OF_ATTRIBUTES -> "never tried";
      case PDF_OF_FLATE, PDF_OF_FLATE_TWICE -> "held: looked for before it was read";
      case PDF_OF_HEX_AND_FLATE, PDF_OF_ASCII85_AND_FLATE ->
          "passed every check: 4 MB were out of memory";
      case PDF_OF_LZW -> "grew a thousand times, unseen";
      case PDF_OF_RUN_LENGTH -> "grew 64 times, unseen";
      case PDF_ENCRYPTED -> "nothing could be seen in it before it was read";
      case PDF_OF_FORMS -> "1.7 KB of forms ten deep and ten wide were hours";
      case PDF_OF_SHARED_CONTENT -> "one content was read anew for each of 3,000 pages";
      case PDF_OF_CROSS_REFERENCES -> "2 MB killed task-api while it was uploaded";
      case PDF_OF_OBJECT_STREAMS -> "a comment had task-api unpack it all";
      case PDF_OF_NESTED_ARRAYS, PDF_OF_OPERANDS -> "never tried";
      case TEXT_OF_SHORT_PARAGRAPHS, TEXT_OF_ONE_LINE -> "never tried";
    };
  }

  /// What it becomes in its reader: as much as an upload of fewer megabytes can become.
  private static int megabytes(HostileDocument document, Random random) {
    return switch (document) {
      case DOCX_OF_EMPTY_PARAGRAPHS -> between(random, 49, 60);
      case DOCX_OF_ONE_TEXT, DOCX_OF_NESTED_TABLES, DOCX_OF_REPEATED_NOTES ->
          between(random, 100, 280);
      case HTML_OF_EMPTY_CELLS,
          HTML_OF_NESTED_BLOCKS,
          HTML_OF_NESTED_TABLES,
          HTML_OF_SILENT_ELEMENTS,
          HTML_OF_ATTRIBUTES ->
          between(random, 1, 8);
      case PDF_OF_FLATE,
          PDF_OF_FLATE_TWICE,
          PDF_OF_HEX_AND_FLATE,
          PDF_OF_ASCII85_AND_FLATE,
          PDF_OF_LZW,
          PDF_ENCRYPTED,
          PDF_OF_CROSS_REFERENCES,
          PDF_OF_OBJECT_STREAMS ->
          // More than the heap, and packed here within an attack's time.
          between(random, 720, 1_000);
      case PDF_OF_RUN_LENGTH -> between(random, 400, 900);
      case PDF_OF_FORMS -> 1;
      case PDF_OF_SHARED_CONTENT -> between(random, 1, 4);
      case PDF_OF_NESTED_ARRAYS, PDF_OF_OPERANDS -> between(random, 20, 100);
      case TEXT_OF_SHORT_PARAGRAPHS, TEXT_OF_ONE_LINE -> between(random, 5, 40);
    };
  }

  private static void upload(Attacker attacker, Random random, String name, byte[] file) {
    attacker.send(
        random.nextBoolean()
            ? Request.upload("analysis", name, file)
            : Request.upload("graph", name, file, "projectId\"\r\n\r\np"));
  }

  /// A page that says how it is locked.
  private static byte[] locked(String lock) {
    return ("%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 3 0 R>>endobj\n2 0 obj"
            + lock
            + "endobj\n3 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\n"
            + "trailer<</Root 1 0 R/Size 4/Encrypt 2 0 R/ID[<00><00>]>>\n%%EOF\n")
        .getBytes(ISO_8859_1);
  }
}
