package dev.millrace.api.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.http.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {"abc,abc", "\"abc\",abc", "\"a\\\"b\\\\c\",a\"b\\c", "a b,a b", "a\"b,a\"b"})
  void keyIsReadWithQuotesAndWithout(String line, String key) {
    assertThat(IdempotencyKey.of(List.of(line)).value()).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\"", "\"\"", "\"a", "\"a\"b", "\"a\\n\"", "\"a\\", "ä", "a\tb"})
  void whatIsNoKeyIsRefused(String line) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> IdempotencyKey.of(List.of(line)));
  }

  @Test
  void thereIsJustOneAndItIsNotTooLong() {
    assertThat(IdempotencyKey.of(List.of("x".repeat(255))).value()).hasSize(255);
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> IdempotencyKey.of(List.of("x".repeat(256))));
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> IdempotencyKey.of(List.of("a", "a")));
  }
}
