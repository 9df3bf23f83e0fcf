package dev.millrace.api.upload;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.catalogue.AcceptedFiles;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.tika.mime.MediaType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirstBytesTest {

  private static final AcceptedFiles DOCUMENTS = AcceptedFiles.UNANNOUNCED;
  private static final String PNG = "89504e470d0a1a0a0000000d49484452";
  private static final String ZIP = "504b030414000600080000002100";
  private static final String OLE2 = "d0cf11e0a1b11ae10000";
  private static final String PDF = "%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n1 0 obj\n\0";

  @ParameterizedTest
  @CsvSource({
    "%PDF-1.7, pdf",
    "'#!junk\n%PDF-1.4', pdf",
    "'\ufeff%PDF-1.4\n', pdf",
    "' \r\n\t %PDF-1.4\n', pdf",
    "'HTTP/1.1 200 OK %PDF-1.4\r1 0 obj', pdf",
    "<!DOCTYPE html><html>, html",
    "'\ufeff<!doctype HTML>', html",
    "'  <?xml version=\"1.0\"?><!-- c --><HTML>', html",
    "'<div class=\"a\">', html",
    "'<meta charset=gbk>', text",
    "'<svg xmlns=\"http://www.w3.org/2000/svg\">', text",
    "'\n<p>text', text",
    "'<!-- a comment --> <section>', text",
    "'<!-- a comment -->\n# A heading of Markdown', text",
    "<xml>, text",
    "'<a@example.com> wrote', text",
    "Tender, text",
    "'a\tb\r\nc', text",
    "'P5 is the paper that we want', text",
    "'GIF89a is how such files begin', text",
    "'BZh9, MZ and II* begin others', text",
    "'From: a@example.com\nTo: b@example.com\n', text",
    "'%!PS-Adobe-3.0', text",
    "'{\"a\":1}', text"
  })
  void documentsAreTakenAsTheyAlwaysWere(String head, String word) throws IOException {
    assertThat(word(head.getBytes(UTF_8), DOCUMENTS)).isEqualTo(word);
  }

  @Test
  void headerOfAPdfStandsInTheFirst1024Bytes() throws IOException {
    for (int before : new int[] {1, 400, 511, 512, 513, 1000, 1023}) {
      String head = "x".repeat(before) + PDF;

      assertThat(word(head.getBytes(ISO_8859_1), DOCUMENTS)).as("%d", before).isEqualTo("pdf");
    }
    assertThat(word(("x".repeat(1024) + PDF).getBytes(ISO_8859_1), DOCUMENTS)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void textWithAMarkIsText(String charset) throws IOException {
    byte[] text =
        "\ufeffDas Gebot schlie\u00dft am 1. M\u00e4rz.\r\n".getBytes(Charset.forName(charset));
    byte[] none = "\ufeffA\0B".getBytes(Charset.forName(charset));

    assertThat(word(text, DOCUMENTS)).isEqualTo("text");
    assertThat(word(none, DOCUMENTS)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"招标文件, GB18030", "日本語, Shift_JIS", "Übergrößenträger, ISO-8859-1", "입찰, EUC-KR"})
  void textMayHaveOtherEncodings(String text, String charset) throws IOException {
    assertThat(word(text.getBytes(Charset.forName(charset)), DOCUMENTS)).isEqualTo("text");
  }

  @ParameterizedTest
  @CsvSource({
    OLE2 + ", Office document of the old binary kind",
    OLE2 + ", needs a password",
    "7b5c727466315c616e7369, application/rtf (Rich Text Format File)",
    PNG + ", image/png (Portable Network Graphics)",
    "7f454c4602010100, application/x-elf",
    "1f8b0800000000000003, application/gzip",
    "0001020304050607, a binary file of a kind that is not known here",
    "3c68746d6c3e00, a binary file of a kind that is not known here"
  })
  void otherFilesAreNamedAndNoDocument(String hex, String said) throws IOException {
    FirstBytes seen = FirstBytes.of(HexFormat.of().parseHex(hex));

    assertThat(seen.takenBy(DOCUMENTS)).isEmpty();
    assertThat(seen).asString().contains(said);
  }

  @Test
  void zipIsTakenWhereASpecialKindOfItIs() throws IOException {
    byte[] zip = HexFormat.of().parseHex(ZIP);

    assertThat(word(zip, DOCUMENTS)).isEqualTo("docx");
    assertThat(word(zip, AcceptedFiles.of("application/epub+zip"))).isEqualTo("epub");
    assertThat(word(zip, AcceptedFiles.of("application/epub+zip", "application/java-archive")))
        .isEqualTo("zip");
    assertThat(word(zip, AcceptedFiles.of("application/zip"))).isEqualTo("zip");
    assertThat(word(zip, AcceptedFiles.of("application/msword", "text/*", "image/*"))).isNull();
  }

  @Test
  void textIsTakenWhereASpecialKindOfItIs() throws IOException {
    assertThat(word("a,b\n1,2\n".getBytes(UTF_8), AcceptedFiles.of("text/csv"))).isEqualTo("csv");
    assertThat(word("{}".getBytes(UTF_8), AcceptedFiles.of("application/json"))).isEqualTo("json");
    assertThat(word(PDF.getBytes(ISO_8859_1), AcceptedFiles.of("text/csv"))).isNull();
    assertThat(word("Tender".getBytes(UTF_8), AcceptedFiles.of("application/pdf"))).isNull();
  }

  @Test
  void familyIsTakenButForWhatItLeavesOut() throws IOException {
    AcceptedFiles images = AcceptedFiles.of("image/*").except("image/svg+xml");

    assertThat(word(HexFormat.of().parseHex(PNG), images)).isEqualTo("png");
    assertThat(word(HexFormat.of().parseHex("ffd8ffe000104a464946"), images)).isEqualTo("jpg");
    assertThat(word("<svg xmlns=\"http://www.w3.org/2000/svg\">".getBytes(UTF_8), images)).isNull();
    assertThat(word("Tender".getBytes(UTF_8), images)).isNull();
    assertThat(word(HexFormat.of().parseHex(PNG), AcceptedFiles.of("application/*"))).isNull();
  }

  @Test
  void otherNameOfATypeIsThatType() throws IOException {
    assertThat(word(PDF.getBytes(ISO_8859_1), AcceptedFiles.of("application/x-pdf")))
        .isEqualTo("pdf");
  }

  @Test
  void octetStreamIsAnyFile() throws IOException {
    AcceptedFiles any = AcceptedFiles.of("application/octet-stream");

    for (String hex : List.of(PNG, ZIP, OLE2, "0001020304", "41")) {
      assertThat(FirstBytes.of(HexFormat.of().parseHex(hex)).takenBy(any)).as(hex).isPresent();
    }
    assertThat(word(HexFormat.of().parseHex(PNG), any)).isEqualTo("png");
  }

  /// Tika looks at some beginnings with regular expressions and with an XML parser. One that takes
  /// steps beyond proportion takes hours for these.
  @Test
  @Timeout(60)
  void noBeginningTakesLong() throws IOException {
    Random random = new Random(7);
    List<String> parts =
        List.of(
            "\u00ff\u00f0",
            "\u00ff\u00f0\u00ff\u00f1ab",
            "//\n",
            "/*",
            "*/ ",
            " ",
            "%%PDF-1.",
            "<",
            "<!--",
            "<a>",
            "\0",
            "a",
            "X",
            "0\n",
            "999\n0\nSECTION\n",
            "From ",
            "strict ",
            "P5#\n",
            "P4 0 ",
            "function a",
            "&a;",
            "BZh9",
            "5",
            "\r\n%AI5_FileFormat 1");
    List<String> before =
        List.of("", "/*", "\u0002", "<?xml version='1.0'?>", "%!PS", "P5 ", "\u00ff\u00f0", "8BPS");
    for (String prefix : before) {
      for (String part : parts) {
        assertThat(FirstBytes.of(filled(prefix, part).getBytes(ISO_8859_1))).isNotNull();
      }
    }
    assertThat(word(entities().getBytes(UTF_8), DOCUMENTS)).isEqualTo("html");
    for (int i = 0; i < 100; i++) {
      byte[] noise = new byte[FirstBytes.LOOKED_AT];
      random.nextBytes(noise);
      assertThat(word(noise, DOCUMENTS)).isNull();
    }
  }

  private static String filled(String prefix, String part) {
    return (prefix + part.repeat(FirstBytes.LOOKED_AT)).substring(0, FirstBytes.LOOKED_AT);
  }

  /// Entities of entities, which are a number of thirty digits of them.
  private static String entities() {
    StringBuilder text = new StringBuilder("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY e0 'x'>");
    for (int i = 1; i < 30; i++) {
      text.append("<!ENTITY e").append(i).append(" '");
      text.append(("&e" + (i - 1) + ";").repeat(10)).append("'>");
    }
    return text.append("]><html>&e29;</html>").toString();
  }

  private static @Nullable String word(byte[] head, AcceptedFiles files) throws IOException {
    byte[] seen = Arrays.copyOf(head, Math.min(head.length, FirstBytes.LOOKED_AT));
    MediaType taken = FirstBytes.of(seen).takenBy(files).orElse(null);
    return taken == null ? null : FirstBytes.word(taken);
  }
}
