package dev.millrace.jobs.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentencesTest {

  @Test
  void chineseEndsWithItsOwnMarks() {
    assertThat(Sentences.of("投标截止时间为三月一日。逾期无效！“可以吗？”他问。预算3.5万元；不得超出", Language.ZH))
        .containsExactly("投标截止时间为三月一日。", "逾期无效！", "“可以吗？”", "他问。", "预算3.5万元；", "不得超出");
  }

  @Test
  void englishAbbreviationsAndNumbersEndNothing() {
    assertThat(
            Sentences.of(
                "The price, e.g. 3.5 million, is fixed. See No. 12 of the annex! Is it final?",
                Language.EN))
        .containsExactly(
            "The price, e.g. 3.5 million, is fixed.", "See No. 12 of the annex!", "Is it final?");
  }

  @Test
  void aParagraphLongerThanAWindowHasTheSentencesThatItsPartsHave() {
    String sentence = "The price, e.g. 3.5 million, is fixed. See No. 12 of the annex! ";

    List<String> sentences = Sentences.of(sentence.repeat(100), Language.EN);

    assertThat(sentences).hasSize(200);
    assertThat(Set.copyOf(sentences))
        .containsExactlyInAnyOrder(
            "The price, e.g. 3.5 million, is fixed.", "See No. 12 of the annex!");
  }

  /// Some of them take the JDK's rules, which see a window at a time, a square of steps.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Xy a ",
        ".(",
        ". (",
        ". a ",
        "e.g. ",
        "a",
        "A. ",
        "中",
        "。",
        "…”",
        "\uD83D\uDE00",
        " "
      })
  @Timeout(60)
  void noSentenceIsLongerThanItsBoundAndNothingIsLost(String part) {
    String text = part.repeat(100_000 / part.length());

    for (Language language : Language.values()) {
      List<String> sentences = Sentences.of(text, language);

      assertThat(sentences)
          .allSatisfy(sentence -> assertThat(sentence.length()).isLessThanOrEqualTo(600));
      assertThat(String.join("", sentences).replace(" ", "")).isEqualTo(text.replace(" ", ""));
    }
  }

  @Test
  void theScriptTellsTheLanguage() {
    assertThat(Language.of("项目使用 PostgreSQL 和 Kafka 数据库系统")).isEqualTo(Language.ZH);
    assertThat(Language.of("The term 投标 means bid")).isEqualTo(Language.EN);
    assertThat(Language.of("123")).isEqualTo(Language.EN);
  }
}
