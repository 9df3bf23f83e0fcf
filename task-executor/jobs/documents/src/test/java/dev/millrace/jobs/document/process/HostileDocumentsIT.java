package dev.millrace.jobs.document.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.jobs.document.SampleFiles;
import dev.millrace.testinfra.hostile.HostileDocument;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever a document does, its task ends with a code that says so, and the next document is read.
@Timeout(120)
class HostileDocumentsIT {

  /// What the slowest document that is too large takes, on a machine that does other things as
  /// well.
  private static final Duration PROCESSOR_TIME = Duration.ofSeconds(9);

  private static ReaderPool pool;

  @BeforeAll
  static void open() {
    pool = Pools.of(PROCESSOR_TIME, 100, Duration.ofMinutes(10));
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  @ParameterizedTest
  @EnumSource
  void hostileDocumentEndsAndTheNextOneIsRead(HostileDocument kind) throws Exception {
    assertThat(Pools.outcome(pool, kind.make(megabytes(kind), 1))).isIn(expected(kind));
    assertThat(pool.read(Pools.GOOD).passages()).hasSize(1);
  }

  /// Without Bouncy Castle, and with the heap that a reader has.
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "encrypted-document; /Filter /Adobe.PubSec /SubFilter /adbe.pkcs7.s4 /V 2 /Length 128"
            + " /Recipients [<308006092a864886f70d010703a080>]",
        "broken-document; /Filter /Standard /V 2 /R 3 /Length 2000000000 /P -4 /O <00> /U <00>",
        "broken-document; /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /U <00>"
      })
  void encryptionThatCannotBeReadEndsAndTheNextOneIsRead(String code, String dictionary)
      throws Exception {
    for (int i = 0; i < 2; i++) {
      assertThat(Pools.outcome(pool, SampleFiles.pdfEncryptedBy(dictionary))).isEqualTo(code);
      assertThat(pool.read(Pools.GOOD).passages()).hasSize(1);
    }
  }

  /// Above what one stream may unpack to, where that is the attack.
  private static int megabytes(HostileDocument kind) {
    return switch (kind) {
      case HTML_OF_EMPTY_CELLS,
          HTML_OF_NESTED_BLOCKS,
          HTML_OF_NESTED_TABLES,
          HTML_OF_SILENT_ELEMENTS,
          HTML_OF_ATTRIBUTES ->
          5;
      case PDF_OF_SHARED_CONTENT, PDF_OF_OPERANDS, PDF_OF_NESTED_ARRAYS -> 40;
      case DOCX_OF_EMPTY_PARAGRAPHS,
          DOCX_OF_ONE_TEXT,
          DOCX_OF_NESTED_TABLES,
          DOCX_OF_REPEATED_NOTES,
          PDF_OF_FLATE,
          PDF_OF_FLATE_TWICE,
          PDF_OF_HEX_AND_FLATE,
          PDF_OF_ASCII85_AND_FLATE,
          PDF_OF_LZW,
          PDF_OF_RUN_LENGTH,
          PDF_ENCRYPTED,
          PDF_OF_FORMS,
          PDF_OF_CROSS_REFERENCES,
          PDF_OF_OBJECT_STREAMS,
          TEXT_OF_SHORT_PARAGRAPHS,
          TEXT_OF_ONE_LINE ->
          80;
    };
  }

  /// A filter without a limit would end the process, which is `document-too-costly`.
  private static Set<String> expected(HostileDocument kind) {
    return switch (kind) {
      case DOCX_OF_EMPTY_PARAGRAPHS,
          DOCX_OF_NESTED_TABLES,
          PDF_OF_FORMS,
          PDF_OF_SHARED_CONTENT,
          PDF_OF_OPERANDS ->
          Set.of("document-too-costly");
      // Each note is said once.
      case DOCX_OF_REPEATED_NOTES -> Set.of("read");
      case DOCX_OF_ONE_TEXT -> Set.of("document-too-large", "document-too-costly");
      case HTML_OF_EMPTY_CELLS, HTML_OF_NESTED_BLOCKS, HTML_OF_NESTED_TABLES ->
          Set.of("no-text", "document-too-costly");
      case HTML_OF_SILENT_ELEMENTS, HTML_OF_ATTRIBUTES -> Set.of("read", "document-too-costly");
      case PDF_OF_FLATE,
          PDF_OF_HEX_AND_FLATE,
          PDF_OF_ASCII85_AND_FLATE,
          PDF_OF_LZW,
          PDF_OF_RUN_LENGTH,
          PDF_ENCRYPTED,
          PDF_OF_CROSS_REFERENCES,
          PDF_OF_OBJECT_STREAMS,
          TEXT_OF_SHORT_PARAGRAPHS,
          TEXT_OF_ONE_LINE ->
          Set.of("document-too-large");
      case PDF_OF_FLATE_TWICE, PDF_OF_NESTED_ARRAYS ->
          Set.of("document-too-large", "document-too-costly", "broken-document", "no-text");
    };
  }
}
