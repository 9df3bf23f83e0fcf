package dev.millrace.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/// What is here for speed decides as Spring's own does.
class HeadersAsSpringReadsThemTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer abc.DEF-123_~+/x",
        "bearer abc",
        "BEARER abc==",
        "Bearer =",
        "Bearer a=b",
        "Bearer ",
        "Bearer",
        "Bearer  two",
        "Bearer a b",
        "Bearer a\u00e4",
        "Bearerabc",
        "Bearers abc",
        "Basic YTpi",
        "Be",
        "",
        " Bearer abc"
      })
  void token(String header) {
    var request = new MockHttpServletRequest();
    request.addHeader("Authorization", header);

    assertThat(answer(new BearerHeader(), request))
        .isEqualTo(answer(new DefaultBearerTokenResolver(), request));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain text, ~",
        "",
        "a\tb",
        "\ta\u0000",
        "a\nb",
        "a\rb",
        "a\u007fb",
        "a\u0085b",
        "\u00e4\u00f6",
        "\u4e2d\u6587",
        "a\ud83d\ude00b",
        "a\ud83d",
        "a\u0378b",
        "\uffff",
        "\u200b"
      })
  void allowedValue(String value) {
    var request = new MockHttpServletRequest("GET", "/");
    request.addHeader("X-Any", value);
    var read = new StrictHttpFirewall().getFirewalledRequest(request);

    boolean allowed;
    try {
      read.getHeader("X-Any");
      allowed = true;
    } catch (RequestRejectedException e) {
      allowed = false;
    }

    assertThat(HeaderValues.areAllowed(value)).isEqualTo(allowed);
  }

  private static String answer(BearerTokenResolver resolver, MockHttpServletRequest request) {
    try {
      return String.valueOf(resolver.resolve(request));
    } catch (OAuth2AuthenticationException e) {
      return "refused: " + e.getError().getErrorCode() + ", " + e.getError().getDescription();
    }
  }
}
