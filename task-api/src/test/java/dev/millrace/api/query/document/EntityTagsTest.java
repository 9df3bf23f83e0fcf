package dev.millrace.api.query.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityTagsTest {

  private static final String ETAG = "\"2-b\"";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"2-b\"                    | true",
        "W/\"2-b\"                  | true",
        "\"1-a\", W/\"2-b\"         | true",
        "\"1-a\",\"2-b\",\"3-c\"    | true",
        "*                          | true",
        "\"1-a\"                    | false",
        "W/\"1-a\", \"3-c\"         | false",
        "2-b                        | false",
        "\"2-b                      | false",
        "\"2-B\"                    | false",
        "\"*\"                      | false",
        ",,,                        | false"
      })
  void anyOfTheTagsOfAClientMayMatch(String header, boolean matches) {
    assertThat(EntityTags.match(Collections.enumeration(List.of(header)), ETAG)).isEqualTo(matches);
  }

  @Test
  void tagsMayStandInSeveralLines() {
    assertThat(EntityTags.match(Collections.enumeration(List.of("\"1-a\"", "W/\"2-b\"")), ETAG))
        .isTrue();
  }

  @Test
  void clientThatNamesNoneHasNone() {
    assertThat(EntityTags.match(null, ETAG)).isFalse();
    assertThat(EntityTags.match(Collections.emptyEnumeration(), ETAG)).isFalse();
  }
}
