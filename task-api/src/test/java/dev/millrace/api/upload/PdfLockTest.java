package dev.millrace.api.upload;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.api.problem.ProblemException;
import dev.millrace.api.problem.ProblemType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PdfLockTest {

  @ParameterizedTest
  @CsvSource({"40,false", "128,false", "128,true", "256,true"})
  void whatOpensWithoutAPasswordIsTakenAndNothingElse(int bits, boolean aes) throws IOException {
    for (boolean compressed : List.of(true, false)) {
      for (int junk : List.of(0, 300_000)) {
        refused(encrypted("secret", bits, aes, compressed, junk));
        taken(encrypted("", bits, aes, compressed, junk));
      }
    }
  }

  @Test
  void openPdfIsTaken() throws IOException {
    try (PDDocument pdf = new PDDocument()) {
      pdf.addPage(new PDPage());
      taken(bytes(pdf, true));
    }
  }

  @Test
  void whatCannotBeMadeOutIsTaken() {
    for (String end :
        List.of(
            "trailer << /Encrypt 7 0 R >>",
            "trailer << /Encrypt << /Filter /Other /R 3 >> >>",
            "trailer << /Encrypt << /Filter /Standard /R 3 /P -4 /O (a /U <zz> >>",
            "trailer << /Encrypt << /Filter /Standard /R 9 /P -4 /O (a) /U (b) >> >>",
            "/Encrypt")) {
      taken(("%PDF-1.7\n" + end).getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private static void taken(byte[] pdf) {
    assertThatCode(() -> PdfLock.check(() -> new ByteArrayInputStream(pdf)))
        .doesNotThrowAnyException();
  }

  private static void refused(byte[] pdf) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> PdfLock.check(() -> new ByteArrayInputStream(pdf)))
        .matches(e -> e.problem().type() == ProblemType.UNUSABLE_FILE)
        .withMessageContaining("password");
  }

  /// @param junk bytes of incompressible content
  private static byte[] encrypted(
      String password, int bits, boolean aes, boolean compressed, int junk) throws IOException {
    try (PDDocument pdf = new PDDocument()) {
      PDPage page = new PDPage();
      pdf.addPage(page);
      byte[] noise = new byte[junk];
      new Random(7).nextBytes(noise);
      page.setContents(new PDStream(pdf, new ByteArrayInputStream(noise)));
      var policy = new StandardProtectionPolicy("owner", password, new AccessPermission());
      policy.setEncryptionKeyLength(bits);
      policy.setPreferAES(aes);
      pdf.protect(policy);
      return bytes(pdf, compressed);
    }
  }

  private static byte[] bytes(PDDocument pdf, boolean compressed) throws IOException {
    var out = new ByteArrayOutputStream();
    pdf.save(
        out,
        compressed ? CompressParameters.DEFAULT_COMPRESSION : CompressParameters.NO_COMPRESSION);
    return out.toByteArray();
  }
}
