package dev.millrace.api.deadletter;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.http.input.StrictJson;
import dev.millrace.http.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SelectionTest {

  @Test
  void lettersAreNamedOrFiltered() {
    String id = "0198c0de-0000-7000-8000-000000000001";

    var named = Selection.ofRedrive(json("{'ids':['%s','%s']}".formatted(id, id)));
    var filtered =
        Selection.ofRedrive(
            json(
                "{'filter':{'type':'sleep','to':'2030-01-01T00:00:00Z'},'ratePerSecond':5,"
                    + "'reason':'again'}"));

    assertThat(named.ids()).containsExactly(UUID.fromString(id));
    assertThat(requireNonNull(filtered.filter()).to())
        .isEqualTo(Instant.parse("2030-01-01T00:00:00Z"));
    assertThat(filtered.ratePerSecond()).isEqualTo(5);
    assertThat(filtered.reason()).isEqualTo("again");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          []                                       | ''
          {}                                       | ''
          {'filter':{}}                            | /filter
          {'filter':{'type':null}}                 | /filter
          {'filter':{'state':'open'}}              | /filter/state
          {'filter':{'type':''}}                   | /filter/type
          {'filter':{'from':'yesterday'}}          | /filter/from
          {'filter':{'reason':1}}                  | /filter/reason
          {'ids':[]}                               | /ids
          {'ids':['x']}                            | /ids/0
          {'ids':['x'],'filter':{'reason':'x'}}    | ''
          {'filter':{'reason':'x'},'ratePerSecond':0} | /ratePerSecond
          {'filter':{'reason':'x'},'rate':1}       | /rate
          """)
  void whatMeansNothingOrEverythingIsRefusedWithItsPlace(String body, String pointer) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> Selection.ofRedrive(json(body)))
        .satisfies(e -> {
          assertThat(e.problem().type().status()).isEqualTo(400);
          assertThat(String.valueOf(e.problem().members().get("errors")))
              .contains("pointer=" + pointer + ",");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",'reason':null", ",'reason':' '"})
  void aDiscardSaysWhy(String reason) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(
            () -> Selection.ofDiscard(json("{'filter':{'reason':'x'}%s}".formatted(reason))))
        .withMessageContaining("/reason");
  }

  private static JsonNode json(String text) {
    return StrictJson.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
