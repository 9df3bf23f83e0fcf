package dev.millrace.jobs.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.jobs.llm.Question.Form;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fine",
        " \n fine\n",
        "\uFEFFfine",
        "<think>hm</think>fine",
        "<think>\nIs it {\"a\":1}?\n</think>\n\nfine",
        "\n<think></think><think>once more</think>\nfine",
        "<thinking>hm</thinking> fine",
        "hm, let me see\n</think>\n\nfine",
        "\uFEFF<think>hm</think>\uFEFFfine"
      })
  void theAnswerIsWhatComesAfterTheThinking(String text) {
    assertThat(AnswerText.of(text, Form.TEXT)).isEqualTo("fine");
    assertThat(AnswerText.of(text, Form.JSON)).isEqualTo("fine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<think>hm", "<think>hm</think>", "hm</think>\n ", ""})
  void nothingButThinkingIsNoAnswer(String text) {
    assertThat(AnswerText.of(text, Form.TEXT)).isEmpty();
  }

  @Test
  void thinkingBetweenPartsOfATextIsLeftOut() {
    assertThat(AnswerText.of("One.<think>two?</think> Three.", Form.TEXT)).isEqualTo("One. Three.");
  }

  @Test
  void tagsInATextOfJsonStay() {
    String json = "{\"quote\":\"<think>a</think> b</think>\"}";

    assertThat(AnswerText.of(json, Form.JSON)).isEqualTo(json);
    assertThat(AnswerText.of("<think>hm</think>" + json, Form.JSON)).isEqualTo(json);
  }

  @Test
  void hugeNonsenseEndsSoon() {
    assertThat(AnswerText.of("\uFEFF".repeat(500_000) + "fine", Form.TEXT)).isEqualTo("fine");
    assertThat(AnswerText.of("<think></think>".repeat(100_000) + "fine", Form.TEXT))
        .isEqualTo("fine");
    assertThat(AnswerText.of("<think></think>".repeat(100_000) + "{}", Form.JSON)).endsWith("{}");
  }
}
