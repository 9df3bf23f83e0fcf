package dev.millrace.client.http;

import java.util.function.Supplier;

/// The token of one attempt. It is in no text that anybody sees: the JDK would write a header that
/// it refuses into its exception.
final class BearerToken {

  private final String value;

  private BearerToken(String value) {
    this.value = value;
  }

  /// Asks for it.
  ///
  /// @throws IllegalStateException where what came cannot be a token
  static BearerToken of(Supplier<String> tokens) {
    String token = tokens.get();
    if (token == null || token.isBlank()) {
      throw new IllegalStateException("there is no token");
    }
    token = token.strip();
    if (token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new IllegalStateException(
          "the token has characters that no token has, such as spaces or line ends");
    }
    return new BearerToken(token);
  }

  String header() {
    return "Bearer " + value;
  }

  boolean isSame(BearerToken other) {
    return value.equals(other.value);
  }

  @Override
  public String toString() {
    return "BearerToken[]";
  }
}
