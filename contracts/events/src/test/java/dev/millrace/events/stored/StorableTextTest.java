package dev.millrace.events.stored;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorableTextTest {

  static List<String> unstorable() {
    return List.of(
        "\0", "a\0b", "\ud83d", "\ude00", "\ude00\ud83d", "a\ud83db", "\ud83d\ud83d\ude00");
  }

  @ParameterizedTest
  @MethodSource("unstorable")
  void whatNoStoreHoldsBecomesTheReplacementCharacter(String text) {
    assertThat(StorableText.isStorable(text)).isFalse();
    assertThat(StorableText.isStorable(StorableText.cleaned(text))).isTrue();
    assertThat(StorableText.cleaned(text)).contains("\ufffd");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "plain", "\ud83d\ude00", "tab\tand \u0001", "\\u0000 is no escape here"})
  void everythingElseStaysAsItIs(String text) {
    assertThat(StorableText.isStorable(text)).isTrue();
    assertThat(StorableText.cleaned(text)).isSameAs(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "\\u0000"                | "�"
          {"a\\u0000":[1,"\\u0000"]} | {"a�":[1,"�"]}
          "\\ud83d"                | "�"
          "\\uDE00\\ud83d"          | "��"
          "\\\\\\u0000"              | "\\\\�"
          """)
  void escapesAreJudgedAsWhatTheyStandFor(String json, String cleaned) {
    assertThat(StorableText.isStorableJson(json)).isFalse();
    assertThat(StorableText.cleanedJson(json)).isEqualTo(cleaned);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "\"\\ud83d\\ude00\"", "\"\\\\u0000\"", "\"\\u0001\"", "\"\\\"\"", "\"\\u00"})
  void jsonWithoutThemStaysAsItIs(String json) {
    assertThat(StorableText.isStorableJson(json)).isTrue();
    assertThat(StorableText.cleanedJson(json)).isSameAs(json);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void cleanedTextSurvivesUtf8AndCleaningAgain(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 5_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i > 0; i--) {
        text.append(
            switch (random.nextInt(5)) {
              case 0 -> '\0';
              case 1 -> (char) (0xd800 + random.nextInt(0x400));
              case 2 -> (char) (0xdc00 + random.nextInt(0x400));
              case 3 -> '\\';
              default -> (char) random.nextInt(0x10000);
            });
      }
      String cleaned = StorableText.cleaned(text.toString());
      String json = Json.of(text.toString()).text();

      assertThat(new String(cleaned.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(cleaned)
          .doesNotContain("\0");
      assertThat(Json.parse(json).as(String.class)).isEqualTo(cleaned);
    }
  }
}
