package dev.millrace.standalone.issuer;

import dev.millrace.access.Scopes;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// What the issuer says of itself, as RFC 8414 has it: its one grant and how its client proves
/// itself. The library's own metadata offer what is not served here.
///
/// Libraries look for it under OpenID Connect's path, too. There are no identity tokens, so what
/// belongs to them is left out.
@RestController
final class IssuerMetadata {

  static final String SERVER = "/.well-known/oauth-authorization-server";
  static final String OPENID = "/.well-known/openid-configuration";

  private final Map<String, Object> document;

  IssuerMetadata(Issuer issuer) {
    document =
        Map.of(
            "issuer", issuer.url(),
            "token_endpoint", issuer.url() + "/oauth2/token",
            "jwks_uri", issuer.url() + "/oauth2/jwks",
            "scopes_supported", Scopes.ALL,
            "response_types_supported", List.of(),
            "grant_types_supported", List.of("client_credentials"),
            "token_endpoint_auth_methods_supported", List.of("client_secret_basic"),
            "subject_types_supported", List.of("public"));
  }

  @GetMapping(
      path = {SERVER, OPENID},
      produces = MediaType.APPLICATION_JSON_VALUE)
  Map<String, Object> document() {
    return document;
  }
}
