package dev.millrace.access;

/// A service was started without being told whose tokens to trust. It does not start then: open to
/// everybody is never what was meant.
public final class NoIssuer extends RuntimeException {

  NoIssuer() {
    super(
        "No issuer of tokens is configured: set"
            + " spring.security.oauth2.resourceserver.jwt.issuer-uri (or jwk-set-uri, or"
            + " public-key-location).");
  }
}
