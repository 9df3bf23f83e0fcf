package dev.millrace.jobs.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
  void theScriptTellsTheLanguage() {
    assertThat(Language.of("项目使用 PostgreSQL 和 Kafka 数据库系统")).isEqualTo(Language.ZH);
    assertThat(Language.of("The term 投标 means bid")).isEqualTo(Language.EN);
    assertThat(Language.of("123")).isEqualTo(Language.EN);
  }
}
