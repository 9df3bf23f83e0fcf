package dev.millrace.jobs.document.extract.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.jobs.document.extract.Extraction;
import dev.millrace.jobs.document.extract.passage.ExtractionLimits;
import dev.millrace.jobs.document.extract.passage.Refused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Texts say in every encoding what they say in UTF-8, or are refused.
@Timeout(60)
class TextEncodingTest {

  private static final ExtractionLimits LIMITS = new ExtractionLimits(20 << 20, 10, 1_000_000);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "Shift_JIS, 入札の締め切りは三月一日です。設備の仕様については別紙をご覧ください。",
    "windows-31j, ①入札説明書　㈱ミルレース",
    "EUC-JP, 入札の締め切りは三月一日です。設備の仕様については別紙をご覧ください。",
    "x-eucJP-Open, ①入札説明書のコピー",
    "Big5, 投標截止時間為三月一日。請參閱附件中的設備規格與付款條件。",
    "Big5, 招標文件",
    "GB18030, 投标截止时间为三月一日。设备规格与付款条件见附件。",
    "GB18030, 招标文件",
    "ISO-2022-JP, 入札の締め切りは三月一日です。",
    "x-windows-iso2022jp, ①入札説明書",
    "EUC-JP, 設定ファイルです。",
    "EUC-KR, 입찰 마감일은 삼월 일일입니다. 설비 사양은 붙임을 참고하십시오.",
    "windows-1252, 'Die Größe der Anlage beträgt fünf Meter – für „Müller & Söhne“ 12 €.'",
    "windows-1252, 'L’offre doit être déposée à l’hôtel de ville, où elle sera étudiée.'",
    "windows-1252, 'Straße'",
    "ISO-8859-1, 'El año próximo se publicará la licitación número 3.'",
    "windows-1251, 'Заявки принимаются до первого марта. Условия оплаты указаны в приложении.'",
    "KOI8-R, 'Строки текста.'",
    "ISO-8859-2, 'Wszystkie inne możliwe pliki można przeglądać także później.'",
    "KOI8-R, 'Заявки принимаются до первого марта. Условия оплаты указаны в приложении.'",
    "UTF-16, 'Größe und 投标'",
    "UTF-8, 'Größe und 投标'"
  })
  void textIsReadInItsOwnEncoding(String charset, String text) throws IOException {
    assertThat(passages(text.getBytes(Charset.forName(charset))))
        .containsExactly(text.replace('　', ' '));
  }

  @Test
  void encodingIsToldByTheLinesThatAreMoreThanAscii() throws IOException {
    String text = "plain ASCII, a list of parts\n\n".repeat(2_000) + "仕様については別紙をご覧ください。";

    assertThat(passages(text.getBytes(Charset.forName("Shift_JIS"))).getLast())
        .isEqualTo("仕様については別紙をご覧ください。");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void bytesThatAreNoTextAreRefused(long seed) {
    Random random = new Random(seed);
    byte[] noise = new byte[2_000];
    for (int i = 0; i < noise.length; i++) {
      noise[i] =
          (byte) (random.nextInt(3) == 0 ? 0x20 + random.nextInt(95) : 0x80 + random.nextInt(128));
    }

    assertThat(codeOf(noise)).isEqualTo("unsupported-document");
  }

  @Test
  void textOfTwoEncodingsIsRefused() {
    byte[] both =
        joined(
            "Die Größe für Müller.\n".getBytes(StandardCharsets.ISO_8859_1),
            "Die Größe für Müller und für 投标人.\n".getBytes(StandardCharsets.UTF_8));

    assertThat(codeOf(both)).isEqualTo("unsupported-document");
  }

  @Test
  void koreanWithACharacterThatWouldBeKanaIsKorean() throws IOException {
    String text = "입찰 마감일은 삼월 일일입니다. 모든 설비 사양은 붙임을 참고하십시오. ㄱ";

    assertThat(passages(text.getBytes(Charset.forName("EUC-KR")))).containsExactly(text);
  }

  @Test
  void textWithEscapesForATerminalIsNotJapanese() throws IOException {
    String text = "\u001b[1mGröße\u001b[0m";

    assertThat(passages(text.getBytes(StandardCharsets.UTF_8))).containsExactly(text);
  }

  @Test
  void encodingThatIsReadNowhereIsRefused() {
    String text = "Заявки принимаются до первого марта. Условия оплаты указаны в приложении.";

    assertThat(codeOf(text.getBytes(Charset.forName("IBM866")))).isEqualTo("unsupported-document");
  }

  @Test
  void pageThatIsNotWhatItDeclaresIsReadAsItIs() throws IOException {
    String page = "<meta charset=utf-8><p>投标截止时间为三月一日。设备规格与付款条件见附件。</p>";
    byte[] mistaken = page.replace("附件", "??").getBytes(StandardCharsets.UTF_8);
    mistaken[mistaken.length - 8] = (byte) 0xFF;

    assertThat(passages(page.getBytes(Charset.forName("GBK"))))
        .containsExactly("投标截止时间为三月一日。设备规格与付款条件见附件。");
    assertThat(passages(mistaken)).singleElement().asString().startsWith("投标截止时间为三月一日。");
  }

  @Test
  void undeclaredEncodingOfAPageIsTold() throws IOException {
    String page = "<!DOCTYPE html><p>投标截止时间为三月一日。</p>";

    assertThat(passages(page.getBytes(Charset.forName("GBK")))).containsExactly("投标截止时间为三月一日。");
    assertThat(passages("<p>入札の締め切りは三月一日です。".getBytes(Charset.forName("Shift_JIS"))))
        .containsExactly("入札の締め切りは三月一日です。");
    assertThat(passages("<p>Größe</p>".getBytes(StandardCharsets.UTF_8))).containsExactly("Größe");
  }

  @ParameterizedTest
  @CsvSource({
    "<meta charset=gb2312>, GBK, 镕",
    "<meta charset='gb2312'>, GB18030, €",
    "'<meta http-equiv=Content-Type content=\"text/html; charset=Shift_JIS\">', windows-31j, ①",
    "<meta charset=iso-8859-1>, windows-1252, „ä“",
    "<meta charset=utf-16>, UTF-8, ä",
    "<?xml version=\"1.0\" encoding=\"big5\"?><html>, Big5, 標",
    "<meta charset=none-such>, UTF-8, ä"
  })
  void declaredEncodingOfAPageMeansWhatItMeansToBrowsers(
      String declared, String charset, String text) throws IOException {
    byte[] page = (declared + "<p>" + text + "</p>").getBytes(Charset.forName(charset));

    assertThat(passages(page)).containsExactly(text);
  }

  @Test
  void markCountsForMoreThanWhatAPageDeclares() throws IOException {
    String page = "\ufeff<meta charset=gbk><p>Größe 标</p>";

    assertThat(passages(page.getBytes(StandardCharsets.UTF_8))).containsExactly("Größe 标");
    assertThat(passages(page.getBytes(StandardCharsets.UTF_16LE))).containsExactly("Größe 标");
  }

  private String codeOf(byte[] bytes) {
    return catchThrowableOfType(Refused.class, () -> passages(bytes)).code();
  }

  private List<String> passages(byte[] bytes) throws IOException {
    List<String> passages = new ArrayList<>();
    Extraction.of(
        Files.write(folder.resolve("document"), bytes), LIMITS, (_, _, text) -> passages.add(text));
    return passages;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(first);
    both.writeBytes(second);
    return both.toByteArray();
  }
}
