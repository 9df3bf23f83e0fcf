package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class PublicPathTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "/millrace", "/team-a/millrace_2/v1.0", "/~x"})
  void plainPathIsTakenAsItIs(String path) {
    assertThat(of(path)).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/a/",
        "a",
        "//evil.example",
        "/a//b",
        "/..",
        "/a/../b",
        "/.hidden",
        "/a b",
        "/a\"b",
        "/a\\b",
        "/a<b",
        "/a%2f",
        "/ü",
        "/a\r\nSet-Cookie: b",
        "https://evil.example"
      })
  void anythingElseIsNone(String path) {
    assertThat(of(path)).isEmpty();
  }

  @Test
  void longPathIsNone() {
    assertThat(of("/" + "a".repeat(100))).isEmpty();
    assertThat(of("/a".repeat(11))).isEmpty();
  }

  private static String of(String contextPath) {
    var request = new MockHttpServletRequest();
    request.setContextPath(contextPath);
    return PublicPath.of(request);
  }
}
