package dev.millrace.testinfra;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

/// An issuer of tokens, one per test process: a key, served as a JWKS on the loopback address.
///
/// A service under test trusts it when it is started with [#settings()].
public final class TestIssuer {

  private static final String ISSUER = "https://issuer.test";
  private static final RSAKey KEY = key();
  private static final int PORT = serve();

  private TestIssuer() {}

  /// What makes a service trust it, as Spring's settings.
  public static Map<String, String> settings() {
    String prefix = "spring.security.oauth2.resourceserver.jwt.";
    return Map.of(
        prefix + "issuer-uri", ISSUER, prefix + "jwk-set-uri", "http://127.0.0.1:" + PORT);
  }

  /// The same as arguments of a command line.
  public static List<String> arguments() {
    return settings().entrySet().stream()
        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
        .toList();
  }

  /// A user's token for their own tasks.
  public static String user(String subject) {
    return token(subject, "tasks:read", "tasks:write");
  }

  /// The same, good for so long.
  public static String user(String subject, Duration life) {
    return sign(KEY, ISSUER, subject, life, "tasks:read", "tasks:write");
  }

  /// A token for everything.
  public static String operator(String subject) {
    return token(subject, "tasks:admin");
  }

  /// A token of these scopes, good for an hour.
  public static String token(String subject, String... scopes) {
    return sign(KEY, ISSUER, subject, Duration.ofHours(1), scopes);
  }

  /// A token that was good until some minutes ago.
  public static String expired(String subject) {
    return sign(KEY, ISSUER, subject, Duration.ofMinutes(-10), "tasks:read", "tasks:write");
  }

  /// A token that says it is this issuer's, signed with a key that is not.
  public static String forged(String subject) {
    return sign(key(), ISSUER, subject, Duration.ofHours(1), "tasks:read", "tasks:admin");
  }

  /// A token with the right key that another issuer's name is in.
  public static String foreign(String subject) {
    return sign(KEY, "https://elsewhere.test", subject, Duration.ofHours(1), "tasks:read");
  }

  /// A token that never ends.
  public static String endless(String subject) {
    return sign(
        KEY, JOSEObjectType.JWT, claims(ISSUER, subject, "tasks:read").expirationTime(null));
  }

  /// A token whose head says that it is of this type.
  public static String typed(String subject, String type) {
    return sign(
        KEY, new JOSEObjectType(type), claims(ISSUER, subject, "tasks:read", "tasks:write"));
  }

  /// A token that is meant for this audience.
  public static String forAudience(String subject, String audience) {
    return sign(KEY, JOSEObjectType.JWT, claims(ISSUER, subject, "tasks:read").audience(audience));
  }

  private static String sign(
      RSAKey key, String issuer, String subject, Duration life, String... scopes) {
    return sign(
        key,
        JOSEObjectType.JWT,
        claims(issuer, subject, scopes).expirationTime(Date.from(Instant.now().plus(life))));
  }

  /// What a token says; good for an hour.
  private static JWTClaimsSet.Builder claims(String issuer, String subject, String... scopes) {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer(issuer)
        .subject(subject)
        .claim("scope", String.join(" ", scopes))
        .issueTime(Date.from(now.minusSeconds(3600)))
        .expirationTime(Date.from(now.plusSeconds(3600)));
  }

  private static String sign(RSAKey key, JOSEObjectType type, JWTClaimsSet.Builder claims) {
    try {
      var head = new JWSHeader.Builder(JWSAlgorithm.RS256).type(type).keyID("test").build();
      var token = new SignedJWT(head, claims.build());
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RSAKey key() {
    try {
      return new RSAKeyGenerator(2048).keyID("test").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int serve() {
    try {
      byte[] keys = new JWKSet(KEY.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(task -> Thread.ofVirtual().start(task));
      server.createContext(
          "/",
          exchange -> {
            try (exchange) {
              exchange.getResponseHeaders().add("Content-Type", "application/json");
              exchange.sendResponseHeaders(200, keys.length);
              exchange.getResponseBody().write(keys);
            }
          });
      Thread starter = Thread.ofPlatform().daemon().start(server::start);
      starter.join();
      return server.getAddress().getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
