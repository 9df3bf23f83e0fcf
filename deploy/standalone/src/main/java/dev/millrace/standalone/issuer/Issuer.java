package dev.millrace.standalone.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.millrace.embedded.PrivateFile;
import dev.millrace.embedded.StartupProblem;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.support.GenericApplicationContext;

/// Who signs tokens in this process, and with what. Key and client secret are made at the first
/// start and stay with the data, so tokens outlive a restart.
///
/// @param url the `iss` of its tokens
/// @param keys where the services get its public key
/// @param key what it signs with
/// @param secret what `./millrace token` proves itself with
public record Issuer(String url, String keys, RSAKey key, ClientSecret secret) {

  /// Whom its tokens are for.
  static final String AUDIENCE = "millrace";

  /// The issuer of the data in this folder, which task-api serves at this port.
  ///
  /// @throws StartupProblem when the key in the folder cannot be read
  public static Issuer of(Path data, int port) {
    Path file = data.resolve("token.key");
    try {
      return new Issuer(
          "http://localhost:" + port,
          "http://127.0.0.1:" + port + "/oauth2/jwks",
          RSAKey.parse(PrivateFile.readOrMake(file, Issuer::newKey)),
          ClientSecret.of(data));
    } catch (ParseException e) {
      var problem =
          new StartupProblem(
              file + " is not a key; delete it and a new one is made. Tokens end with it.");
      problem.initCause(e);
      throw problem;
    }
  }

  /// What makes a service trust it.
  public Map<String, String> trust() {
    String prefix = "spring.security.oauth2.resourceserver.jwt.";
    return Map.of(
        prefix + "issuer-uri", url, prefix + "jwk-set-uri", keys, prefix + "audiences", AUDIENCE);
  }

  /// What the service that serves it has to be told: a request for a token is a few lines. Uploads
  /// and JSON are no forms to the server, and have limits of their own.
  public Map<String, String> limits() {
    return Map.of("server.tomcat.max-http-form-post-size", FormGuard.LIMIT);
  }

  /// Has a service serve it.
  public void addTo(SpringApplicationBuilder service) {
    service
        .sources(IssuerConfiguration.class)
        .initializers(context ->
            ((GenericApplicationContext) context).registerBean(Issuer.class, () -> this));
  }

  private static String newKey() {
    try {
      return new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate().toJSONString();
    } catch (JOSEException e) {
      throw new IllegalStateException("this JDK makes no RSA keys", e);
    }
  }

  /// Prints no secrets.
  @Override
  public String toString() {
    return "Issuer[" + url + "]";
  }
}
