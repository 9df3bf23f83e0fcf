package dev.millrace.jobs.document.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.blobs.FileKind;
import dev.millrace.jobs.document.SampleFiles;
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
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(before.getBytes(StandardCharsets.ISO_8859_1));
    file.writeBytes(SampleFiles.pdf(List.of(List.of("What it says."))));

    assertThat(passages(file.toByteArray())).containsExactly("What it says.");
    assertThat(folder).isDirectoryNotContaining("glob:**.pdf");
  }

  @Test
  void pdfThatIsCutOffIsDamaged() throws IOException {
    byte[] whole =
        SampleFiles.pdf(List.of(List.of("The first page."), List.of("The second page.")));

    for (int tenth = 1; tenth < 10; tenth++) {
      byte[] part = Arrays.copyOf(whole, Math.max(20, whole.length * tenth / 10));
      Refused refused = catchThrowableOfType(Refused.class, () -> passages(part));
      if (refused != null) {
        assertThat(refused.code()).as("%d tenths", tenth).isEqualTo("broken-document");
        assertThat(refused.reason()).contains("damaged");
      }
    }
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    assertThat(codeOf(half)).isEqualTo("broken-document");
  }

  @Test
  void pageWithoutTextNeedsTextRecognition() throws IOException {
    assertThat(codeOf(SampleFiles.pdf(List.of(List.of())))).isEqualTo("no-text");
  }

  @Test
  void pdfThatIsEncryptedToCertificatesIsEncrypted() {
    assertThat(
            codeOf(
                encryptedBy(
                    "/Filter /Adobe.PubSec /SubFilter /adbe.pkcs7.s4 /V 2 /Length 128"
                        + " /Recipients [<308006092a864886f70d010703a080>]")))
        .isEqualTo("encrypted-document");
  }

  private static byte[] encryptedBy(String dictionary) {
    StringBuilder pdf = new StringBuilder("%PDF-1.7\n");
    StringBuilder table = new StringBuilder("xref\n0 5\n0000000000 65535 f \n");
    List<String> objects =
        List.of(
            "/Type /Catalog /Pages 2 0 R",
            "/Type /Pages /Count 1 /Kids [3 0 R]",
            "/Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]",
            dictionary);
    for (int i = 0; i < objects.size(); i++) {
      table.append("%010d 00000 n \n".formatted(pdf.length()));
      pdf.append("%d 0 obj\n<<%s>>\nendobj\n".formatted(i + 1, objects.get(i)));
    }
    int begin = pdf.length();
    pdf.append(table)
        .append("trailer\n<</Size 5 /Root 1 0 R /ID [<00> <00>] /Encrypt 4 0 R>>\n")
        .append("startxref\n%d\n%%%%EOF\n".formatted(begin));
    return pdf.toString().getBytes(StandardCharsets.ISO_8859_1);
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
