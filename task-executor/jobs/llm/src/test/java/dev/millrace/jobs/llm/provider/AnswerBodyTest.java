package dev.millrace.jobs.llm.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TransientFailure;
import dev.millrace.jobs.llm.failure.CallFailed;
import dev.millrace.jobs.llm.failure.CallFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

/// What servers send that are called compatible, beside what OpenAI's own does.
class AnswerBodyTest {

  private static final String HALVES =
      """
      data: {'choices':[{'index':0,'delta':{'content':'fi'}}]}

      data: {'choices':[{'index':0,'delta':{'content':'ne'}}]}

      """;
  private static final String STOP =
      "data: {'choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}\n\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        HALVES + STOP + "data: [DONE]\n\n",
        HALVES + STOP,
        HALVES + "data: [DONE]\n\n",
        HALVES + "data: [DONE]",
        ": ping\n\n: ping\n\n" + HALVES + ": keep-alive\n\n" + STOP,
        "event: ping\ndata: {'type':'ping'}\n\n" + HALVES + "event: ping\ndata: x\n\n" + STOP,
        "data:\n\n" + HALVES + "id: 7\nretry: 10\n\n" + STOP,
        "data: {'id':'c'}\n\n" + HALVES + "data: {'choices':null,'usage':null}\n\n" + STOP,
        "data: {'choices':[{'delta':null}]}\n\n" + HALVES + "data: {'choices':[{}]}\n\n" + STOP,
        "data: {'error':null,'choices':[{'delta':{'content':'fine'},'finish_reason':'stop'}]}\n\n",
        "data: {'choices':[{'delta':{'content':'fine'},'finish_reason':''}]}\n\n" + STOP,
        "\uFEFF" + HALVES + STOP,
        "data: {'choices':[{'delta':{'reasoning_content':'hm'}}]}\n\n" + HALVES + STOP,
        "data: {'choices':[{'delta':{'content':[{'type':'thinking','thinking':[]},"
            + "{'type':'text','text':'fine'}]}}]}\n\n"
            + STOP,
        "data: {'choices':[{'delta':{'content':'fine'},\ndata: 'finish_reason':'stop'}]}\n\n",
        "{'choices':[{'message':{'role':'assistant','content':'fine'},'finish_reason':'stop'}]}",
        "\n {'choices':[\n{'message':{'content':'fine'}}]}\n"
      })
  void theAnswerIsReadFromWhatEveryServerSends(String body) throws Exception {
    for (String lineEnd : new String[] {"\n", "\r\n", "\r"}) {
      AnswerBody answer = read(body.replace("\n", lineEnd));
      assertThat(answer.text()).isEqualTo("fine");
      assertThat(answer.finish()).isEqualTo("stop");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", HALVES, ": ping\n\n", "<html>\n<p>Sign in</p>\n", "no: answer"})
  void whatEndsInTheMiddleHasNoEnd(String body) throws Exception {
    assertThat(read(body).finish()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"data: {'choices':[\n\n", "data: 7 8 \n\ndata: }\n\n", "{'choices':"})
  void whatIsNoJsonIsNoAnswer(String body) {
    assertThatThrownBy(() -> read(body)).isInstanceOf(JacksonException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'code':'rate_limit_exceeded'} | provider-rate-limited",
        "{'code':429,'message':'slow down'} | provider-rate-limited",
        "{'code':'429'} | provider-rate-limited",
        "{'type':'insufficient_quota'} | provider-rate-limited",
        "{'code':429,'status':'RESOURCE_EXHAUSTED'} | provider-rate-limited",
        "{'type':'RateLimitError'} | provider-rate-limited",
        "{'type':'overloaded_error','message':'Overloaded'} | provider-unavailable",
        "{'code':502} | provider-unavailable",
        "{'type':'server_error','code':null} | provider-unavailable",
        "{'code':'1305'} | provider-unavailable",
        "{'message':'something else'} | provider-unavailable",
        "'overloaded' | provider-unavailable",
        "[] | provider-unavailable"
      })
  void anErrorThatPassesIsKnownByItsCode(String error, String code) {
    for (String body : withError(error)) {
      CallFailure failure = failure(body);
      assertThat(failure.failure()).isInstanceOf(TransientFailure.class);
      assertThat(failure.code()).isEqualTo(code);
      assertThat(failure.elsewhere()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'invalid_request_error','code':'context_length_exceeded'} | provider-refused | false",
        "{'type':'BadRequestError','code':400} | provider-refused | false",
        "{'type':'invalid_request_error','code':'invalid_api_key'} | provider-refused | true",
        "{'type':'invalid_request_error','code':'model_not_found'} | provider-refused | true",
        "{'code':401} | provider-refused | true",
        "{'code':'content_filter'} | content-refused | true"
      })
  void anErrorThatLastsIsKnownByItsCode(String error, String code, boolean elsewhere) {
    for (String body : withError(error)) {
      CallFailure failure = failure(body);
      assertThat(failure.failure()).isInstanceOf(PermanentFailure.class);
      assertThat(failure.code()).isEqualTo(code);
      assertThat(failure.elsewhere()).isEqualTo(elsewhere);
    }
  }

  @Test
  void whatTheProviderWroteOfAnErrorIsLeftOut() {
    CallFailure failure =
        failure("data: {'error':{'code':'x y sk-secret','message':'secret'}}\n\n");

    assertThat(failure.failure().getMessage()).isEqualTo("p answered 503");
  }

  @Test
  void errorsOfOtherShapesAreErrors() {
    assertThat(failure("event: error\ndata: {'type':'rate_limit_error'}\n\n").code())
        .isEqualTo("provider-rate-limited");
    assertThat(failure("data: {'object':'error','code':400,'type':'BadRequestError'}\n\n").code())
        .isEqualTo("provider-refused");
  }

  @Test
  void anAnswerWithoutEndIsBroken() {
    String endless =
        "data: {'choices':[{'delta':{'content':'%s'}}]}\n\n".formatted("x".repeat(99_999));

    assertThat(failure(endless.repeat(21)).failure()).hasMessageContaining("endless");
    assertThat(failure("data: " + "x".repeat(8_000_001)).failure()).hasMessageContaining("endless");
    assertThat(failure("{" + " ".repeat(8_000_001)).failure()).hasMessageContaining("endless");
  }

  @Test
  void tokensAndModelAreThoseThatTheProviderNames() throws Exception {
    AnswerBody answer =
        read(
            HALVES
                + "data: {'model':'m-1','choices':[],'usage':{'prompt_tokens':7,'completion_tokens':-1}}\n\n"
                + "data: {'model':''}\n\n");

    assertThat(answer.model()).isEqualTo("m-1");
    assertThat(answer.counted()).isEqualTo(new AnswerBody.Counted(7, 0));
  }

  private static String[] withError(String error) {
    return new String[] {
      HALVES + "data: {'error':" + error + "}\n\ndata: [DONE]\n\n", "{'error':" + error + "}"
    };
  }

  private static CallFailure failure(String body) {
    return catchThrowableOfType(CallFailed.class, () -> read(body)).failure();
  }

  private static AnswerBody read(String body) throws IOException, CallFailed {
    AnswerBody answer =
        new AnswerBody("p", "m", new ByteArrayInputStream(body.replace('\'', '"').getBytes(UTF_8)));
    while (answer.readOn()) {
      assertThat(answer.characters()).isNotNegative();
    }
    return answer;
  }
}
