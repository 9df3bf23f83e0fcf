package dev.millrace.api.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.access.Caller;
import dev.millrace.api.query.action.TaskAction;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.events.task.UserId;
import dev.millrace.http.input.StrictJson;
import dev.millrace.http.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// What a bulk control may say, and what it means.
class BulkControlTest {

  private static final UserId ALICE = new UserId("alice");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          []                                                                             | ''
          {}                                                                             | /action
          {'action':'pause','filter':{'type':'a'},'reason':'x'}                          | /action
          {'action':'cancel','reason':'x'}                                               | /filter
          {'action':'cancel','filter':{},'reason':'x'}                                   | /filter
          {'action':'cancel','filter':{'type':null},'reason':'x'}                        | /filter
          {'action':'cancel','filter':{'kind':'a'},'reason':'x'}                         | /filter/kind
          {'action':'cancel','filter':{'type':['a',1]},'reason':'x'}                     | /filter/type/1
          {'action':'cancel','filter':{'createdTo':'noon'},'reason':'x'}                 | /filter/createdTo
          {'action':'cancel','filter':{'status':'completed'},'reason':'x'}               | /filter/status
          {'action':'retry','filter':{'status':['failed','running']},'reason':'x'}       | /filter/status
          {'action':'cancel','filter':{'type':'a'}}                                      | /reason
          {'action':'cancel','filter':{'type':'a'},'reason':' '}                         | /reason
          {'action':'cancel','filter':{'type':'a'},'reason':'x','ratePerSecond':1001}    | /ratePerSecond
          {'action':'cancel','filter':{'type':'a'},'reason':'x','everybody':true}        | /everybody
          """)
  void whatMeansNothingOrEverythingIsRefusedWithItsPlace(String body, String pointer) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> read(body, new Caller.User(ALICE)))
        .satisfies(e -> {
          assertThat(e.problem().type().status()).isEqualTo(400);
          assertThat(String.valueOf(e.problem().members().get("errors")))
              .contains("pointer=" + pointer + ",");
        });
  }

  @Test
  void aFilterWithoutStatusMeansThoseInWhichTheActionChangesSomething() {
    var cancel = read("{'action':'cancel','filter':{'type':'a'},'reason':'x'}");
    var retry = read("{'action':'retry','filter':{'type':'a'},'reason':'x'}");

    assertThat(cancel.filter().statuses())
        .contains(TaskStatus.SCHEDULED, TaskStatus.PENDING, TaskStatus.RUNNING, TaskStatus.PAUSED)
        .noneMatch(TaskStatus::isFinal)
        .doesNotContain(TaskStatus.CANCELLING);
    assertThat(retry.filter().statuses())
        .containsExactlyInAnyOrder(TaskStatus.FAILED, TaskStatus.CANCELLED, TaskStatus.TIMEOUT);
  }

  @Test
  void whatIsStoredMeansTheSameLaterWhoeverReadsIt() {
    var asked =
        read(
            "{'action':'retry','filter':{'status':['failed'],'type':'a','userId':'bob',"
                + "'createdFrom':'2030-01-01T00:00:00+01:00'},'reason':'again','ratePerSecond':5}");

    var stored = BulkControl.stored(new Json(StrictJson.text(asked.parameters(12L))), ALICE);

    assertThat(stored).isEqualTo(asked);
    assertThat(stored.action()).isEqualTo(TaskAction.REDRIVE);
    assertThat(stored.filter().caller()).isEqualTo(new Caller.Operator(ALICE));
    var own = read("{'action':'retry','filter':{'type':'a'},'reason':'x'}", new Caller.User(ALICE));
    assertThat(
            BulkControl.stored(new Json(StrictJson.text(own.parameters(null))), ALICE)
                .filter()
                .caller())
        .isEqualTo(new Caller.User(ALICE));
  }

  private static BulkControl read(String body) {
    return read(body, new Caller.Operator(ALICE));
  }

  private static BulkControl read(String body, Caller caller) {
    JsonNode json = StrictJson.read(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    return BulkControl.read(json, caller, 200);
  }
}
