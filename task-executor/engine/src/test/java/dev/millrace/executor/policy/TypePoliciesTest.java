package dev.millrace.executor.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.handler.Workload;
import dev.millrace.executor.support.HandlerUnderTest;
import dev.millrace.outbox.relay.slot.StartRefused;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class TypePoliciesTest {

  private static final TaskPolicy OF_THE_CODE =
      TaskPolicy.STANDARD.withTimeout(Duration.ofMinutes(1)).withFleetLimit(7).coalescing();

  private final HandlerUnderTest mail =
      new HandlerUnderTest(
          new TaskType("invoice-mail"), OF_THE_CODE, Workload.WAITS, false, (_, _) -> "sent");

  @Test
  void everyPartOfAPolicyIsASetting() {
    TaskPolicy policy =
        policy(
            Map.of(
                "millrace.types.invoice-mail.max-retries", "8",
                "millrace.types.invoice-mail.first-backoff", "1s",
                "millrace.types.invoice-mail.max-backoff", "1m",
                "millrace.types.invoice-mail.timeout", "30s",
                "millrace.types.invoice-mail.retention", "2d",
                "millrace.types.invoice-mail.max-takeovers", "1",
                "millrace.types.invoice-mail.retry-on-timeout", "false",
                "millrace.types.invoice-mail.fleet-limit", "20",
                "millrace.types.invoice-mail.coalesce", "false"));

    assertThat(policy)
        .isEqualTo(
            new TaskPolicy(
                8,
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                Duration.ofSeconds(30),
                Duration.ofDays(2),
                false,
                1,
                false,
                20));
  }

  @Test
  void whatIsLeftOutIsAsTheHandlerSays() {
    assertThat(policy(Map.of("millrace.types.invoice-mail.max-retries", "0")))
        .isEqualTo(OF_THE_CODE.withMaxRetries(0));
    assertThat(policy(Map.of())).isEqualTo(OF_THE_CODE);
  }

  @Test
  void aTimeoutOfNothingIsNoLimit() {
    assertThat(policy(Map.of("millrace.types.invoice-mail.timeout", "0s")).timeout()).isNull();
  }

  @Test
  void allElseIsTheHandlers() throws Exception {
    TaskHandler<?, ?> handler =
        handlers(Map.of("millrace.types.invoice-mail.max-retries", "0")).getFirst();

    assertThat(handler)
        .returns(mail.type(), TaskHandler::type)
        .returns(mail.parameters(), TaskHandler::parameters)
        .returns(Workload.WAITS, TaskHandler::workload);
  }

  @Test
  void aNameWithoutAHandlerStopsTheStartAndIsNamed() {
    assertThatThrownBy(() -> handlers(Map.of("millrace.types.invoice-mial.max-retries", "1")))
        .isInstanceOf(StartRefused.class)
        .hasMessage(
            "millrace.types names 'invoice-mial', which is no type of this executor; its types are"
                + " invoice-mail");
  }

  @ParameterizedTest
  @CsvSource({
    "max-retries, 101, maxRetries is 0 to 100; got 101",
    "max-retries, -1, maxRetries is 0 to 100; got -1",
    "first-backoff, -1s, firstBackoff is 0 to 100 years; got PT-1S",
    "timeout, 40000d, timeout is 0 to 100 years; got PT960000H",
    "max-takeovers, -1, maxTakeovers is 0 or more; got -1",
    "fleet-limit, -1, fleetLimit is 0 or more; got -1"
  })
  void aValueThatNoPolicyHasStopsTheStartAndIsNamed(String setting, String value, String why) {
    assertThatThrownBy(() -> handlers(Map.of("millrace.types.invoice-mail." + setting, value)))
        .hasRootCauseMessage(why)
        .hasStackTraceContaining("millrace.types.invoice-mail: " + why);
  }

  private TaskPolicy policy(Map<String, String> settings) {
    return handlers(settings).getFirst().policy();
  }

  private List<TaskHandler<?, ?>> handlers(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("millrace", TypePolicies.class)
        .over(List.of(mail));
  }
}
