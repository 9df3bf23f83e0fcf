package dev.millrace.jobs.document.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.jobs.document.SampleFiles;
import dev.millrace.jobs.document.extract.passage.ExtractionLimits;
import dev.millrace.jobs.document.extract.passage.FileKind;
import dev.millrace.jobs.document.extract.passage.Refused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// PDF files as they are met: with bytes before them, cut off, locked.
@Timeout(60)
class PdfFileTest {

  private static final ExtractionLimits LIMITS = new ExtractionLimits(20 << 20, 10, 100_000);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u00ef\u00bb\u00bf",
        " \r\n \n",
        "1 line that begins with a digit\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n",
        "junk without an end "
      })
  void bytesBeforeThePdfAreNoneOfIt(String before) throws IOException {
    assertThat(passages(before(before, twoPages())))
        .containsExactly("The first page.", "The second page.");
    assertThat(folder).isDirectoryNotContaining("glob:**.pdf");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
  void pdfThatIsCutOffIsDamagedEvenWhereAPartCanBeRead(int tenths) throws IOException {
    byte[] whole = twoPages();

    assertThat(codeOf(Arrays.copyOf(whole, whole.length * tenths / 10)))
        .isEqualTo("broken-document");
    // What was made for the web has an end behind its first page, too.
    byte[] early = before("%PDF-1.7\nstartxref\n0\n%%EOF\n", whole);
    assertThat(codeOf(Arrays.copyOf(early, early.length * tenths / 10)))
        .isEqualTo("broken-document");
  }

  @Test
  void bytesBehindThePdfAreNoneOfIt() throws IOException {
    byte[] padded = Arrays.copyOf(twoPages(), 300_000);

    assertThat(passages(padded)).containsExactly("The first page.", "The second page.");
  }

  private static byte[] twoPages() throws IOException {
    return SampleFiles.pdf(List.of(List.of("The first page."), List.of("The second page.")));
  }

  private static byte[] before(String bytes, byte[] pdf) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(bytes.getBytes(StandardCharsets.ISO_8859_1));
    file.writeBytes(pdf);
    return file.toByteArray();
  }

  @Test
  void pageWithoutTextNeedsTextRecognition() throws IOException {
    assertThat(codeOf(SampleFiles.pdf(List.of(List.of())))).isEqualTo("no-text");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "encrypted-document; /Filter /Adobe.PubSec /SubFilter /adbe.pkcs7.s4 /V 2 /Length 128"
            + " /Recipients [<308006092a864886f70d010703a080>]",
        "encrypted-document; /Filter /Adobe.PubSec /SubFilter /adbe.pkcs7.s5 /V 4",
        "encrypted-document; /Filter /Some.DRM /V 1 /R 3",
        "encrypted-document; /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <00> /U <00>",
        "broken-document; /Filter /Standard /V 2 /R 3 /Length -128 /P -4 /O <00> /U <00>",
        "broken-document; /Filter /Standard /V 2 /R 3 /Length 2000000000 /P -4 /O <00> /U <00>",
        "broken-document; /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /U <00>",
        "broken-document; /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O 7 /U /Name",
        "broken-document; /Filter /Standard /V 2 /R 9 /Length 128 /P -4 /O (a) /U (b)",
        "encrypted-document; /V 2 /R 3"
      })
  void encryptionThatCannotBeReadIsARefusal(String code, String dictionary) {
    assertThat(codeOf(SampleFiles.pdfEncryptedBy(dictionary))).isEqualTo(code);
  }

  private String codeOf(byte[] bytes) {
    return catchThrowableOfType(Refused.class, () -> passages(bytes)).code();
  }

  private List<String> passages(byte[] bytes) throws IOException {
    List<String> passages = new ArrayList<>();
    Extraction read =
        Extraction.of(
            Files.write(folder.resolve("document"), bytes),
            LIMITS,
            (_, _, text) -> passages.add(text));
    assertThat(read.kind()).isEqualTo(FileKind.PDF);
    return passages;
  }
}
