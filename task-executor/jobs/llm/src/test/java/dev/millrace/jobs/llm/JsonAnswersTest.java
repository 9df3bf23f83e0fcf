package dev.millrace.jobs.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.events.task.TaskId;
import dev.millrace.executor.handler.PermanentFailure;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonAnswersTest {

  record Fruit(String name, int count) {}

  private final ScriptedModel model = new ScriptedModel();
  private final JsonAnswers answers = new JsonAnswers(model);

  @Test
  void aFencedObjectIsReadAtOnce() throws Exception {
    model.says("```json\n{\"name\":\"pear\",\"count\":3}\n```");
    assertThat(ask().value()).isEqualTo(new Fruit("pear", 3));
    assertThat(model.asked).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "```json {'name':'pear','count':3} ```",
        "```{'name':'pear','count':3}```",
        "Here is {the} answer:\n\n```json\n{'name':'pear','count':3}\n```\nAnything else?",
        "Such as {'name': ...}:\n```\n{'name':'pear','count':3}",
        "Sure! [1] {'name':'pear','count':3} I hope that {this} helps.",
        "\uFEFF{'name':'pear','count':3}",
        "{'name':'pear','count':3,}",
        "{'name':'pear','count':3,'more':['a',],}\n",
        "\n\n  {'count':3,'name':'pear'}\n\n```"
      })
  void theJsonIsFoundInWhatIsRoundIt(String text) throws Exception {
    model.says(text.replace('\'', '"'));
    assertThat(ask().value()).isEqualTo(new Fruit("pear", 3));
    assertThat(model.asked).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[{'name':'plum','count':1}]",
        "{'name':'plum','count':1} {'name':'fig','count':2}",
        "{'fruit':{'name':'plum','count':1}",
        "none"
      })
  void whatIsNotTheOneObjectIsAskedForAgain(String text) throws Exception {
    model.says(text.replace('\'', '"')).says("{\"name\":\"pear\",\"count\":3}");
    assertThat(ask().value()).isEqualTo(new Fruit("pear", 3));
    assertThat(model.asked).hasSize(2);
  }

  @Test
  void lineBreaksInTextsAreRead() throws Exception {
    model.says("{\"name\":\"a\nb\",\"count\":3}");
    assertThat(ask().value()).isEqualTo(new Fruit("a\nb", 3));
  }

  @Test
  void oneItemThatCannotBeReadIsLostAlone() throws Exception {
    JsonNode items =
        JsonMapper.shared()
            .readTree(
                """
                [{"name":"pear","count":3}, null, "plum", 7, {"name":"fig","count":"many"}, {"name":[]},
                 [], {"name":"kiwi","count":"4","more":{}}]
                """);

    assertThat(JsonAnswers.readable(List.copyOf(items.values()), Fruit.class))
        .containsExactly(new Fruit("pear", 3), new Fruit("kiwi", 4));
    assertThat(JsonAnswers.readable(null, Fruit.class)).isEmpty();
  }

  @Test
  void brokenJsonIsSentBackOnceWithTheComplaint() throws Exception {
    model.says("{\"name\":\"pear\",").says("{\"name\":\"pear\",\"count\":3}");
    JsonAnswers.Parsed<Fruit> parsed = ask();
    assertThat(parsed.value()).isEqualTo(new Fruit("pear", 3));
    assertThat(parsed.usage().calls()).isEqualTo(2);
    List<Turn> turns = model.asked.get(1).turns();
    assertThat(turns).extracting(Turn::role).endsWith(Turn.Role.ASSISTANT, Turn.Role.USER);
    assertThat(turns.getLast().text()).contains("could not be read");
  }

  @Test
  void theSecondMissIsPermanentAndQuotesNothing() {
    model.says("secret one").says("secret two");
    PermanentFailure failure = catchThrowableOfType(PermanentFailure.class, this::ask);
    assertThat(failure.code()).isEqualTo("malformed-answer");
    assertThat(failure.getMessage()).doesNotContain("secret");
    assertThat(failure.getCause()).isNull();
    assertThat(model.asked).hasSize(2);
  }

  private JsonAnswers.Parsed<Fruit> ask() throws InterruptedException {
    Question question =
        Question.of(
            new TaskId(UUID.randomUUID()), CallKind.OTHER, Question.Form.JSON, "fruit", "which?");
    return answers.ask(question, Fruit.class, AnswerListener.NONE);
  }

  private static final class ScriptedModel implements LanguageModel {
    private final Queue<String> script = new ArrayDeque<>();
    private final List<Question> asked = new ArrayList<>();

    ScriptedModel says(String text) {
      script.add(text);
      return this;
    }

    @Override
    public boolean available() {
      return true;
    }

    @Override
    public Answer ask(Question question, AnswerListener listener) {
      asked.add(question);
      return new Answer(
          script.remove(), "fake", "fake-1", false, new Usage(1, 1, 1, BigDecimal.ZERO));
    }
  }
}
