package dev.millrace.jobs.recalc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.events.stored.Json;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.jobs.recalc.formula.Weights;
import dev.millrace.jobs.recalc.rows.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RecalcParametersTest {

  @Test
  void aScopeHasThreeForms() {
    assertThat(read("{'scope':'all'}").scope()).isEqualTo(new Scope.All());
    assertThat(read("{'scope':{'ids':[2,1,2]}}").scope()).isEqualTo(new Scope.Ids(List.of(1L, 2L)));
    assertThat(read("{'scope':{'ids':[2.0,1e1]}}").scope())
        .isEqualTo(new Scope.Ids(List.of(2L, 10L)));
    assertThat(read("{'scope':{'tag':'burn'}}").scope()).isEqualTo(new Scope.Tag("burn"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'scope':null}",
        "{'scope':'some'}",
        "{'scope':{}}",
        "{'scope':{'ids':[]}}",
        "{'scope':{'ids':['1']}}",
        "{'scope':{'ids':[1.5]}}",
        "{'scope':{'tag':7}}",
        "{'scope':{'tag':'a','ids':[1]}}"
      })
  void anyOtherScopeIsRefused(String json) {
    assertThatThrownBy(() -> read(json)).hasStackTraceContaining("scope");
  }

  @Test
  void aWeightThatIsLeftOutCountsNothing() {
    WeightsParameter weights =
        Objects.requireNonNull(read("{'scope':'all','weights':{'offense':3,'pp':1}}").weights());

    assertThat(weights.normalised()).isEqualTo(new Weights(750_000, 0, 0, 0, 250_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'pp':0}", "{'pp':-1}", "{'pp':1e7}", "{'pp':1e-1000000}"})
  void weightsThatAreNoneFailForGood(String json) {
    WeightsParameter weights =
        Objects.requireNonNull(read("{'scope':'all','weights':" + json + "}").weights());

    assertThatThrownBy(weights::normalised)
        .isInstanceOf(PermanentFailure.class)
        .hasMessageStartingWith("parameters/weights: ");
  }

  @Test
  void theSchemaNamesTheFieldsOfTheRecords() {
    JsonNode schema = new JsonMapper().readTree(RecalcSchema.JSON.text()).path("properties");

    assertThat(schema.propertyNames())
        .containsExactlyInAnyOrderElementsOf(components(RecalcParameters.class));
    assertThat(schema.path("weights").path("properties").propertyNames())
        .containsExactlyInAnyOrderElementsOf(components(WeightsParameter.class));
  }

  private static List<String> components(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents()).map(c -> c.getName()).toList();
  }

  private static RecalcParameters read(String json) {
    return Json.parse(json.replace('\'', '"')).as(RecalcParameters.class);
  }
}
