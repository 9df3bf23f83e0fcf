package dev.millrace.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenTest {

  @Test
  void lineEndsRoundATokenAreNoPartOfIt() {
    assertThat(BearerToken.of(() -> "abc.def\n").header()).isEqualTo("Bearer abc.def");
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret two", "secret\r\nX-Other: 1", "secret\u0000", "secretä"})
  void whatIsNoTokenIsRefusedWithoutBeingRepeated(String token) {
    assertThatThrownBy(() -> BearerToken.of(() -> token))
        .isInstanceOf(IllegalStateException.class)
        .message()
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n"})
  void anEmptyTokenIsNone(String token) {
    assertThatThrownBy(() -> BearerToken.of(() -> token)).hasMessage("there is no token");
  }

  @Test
  void itIsInNoText() {
    assertThat(BearerToken.of(() -> "secret").toString()).doesNotContain("secret");
  }
}
