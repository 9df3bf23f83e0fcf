package dev.millrace.client.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/// Tokens of an issuer that counts them.
class RegisteredTokensIT {

  private final AtomicInteger issued = new AtomicInteger();
  private volatile int seconds = 3_600;
  private HttpServer issuer;

  @BeforeEach
  void start() throws IOException {
    issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer.createContext(
        "/token",
        exchange -> {
          String body =
              "{\"access_token\":\"token-"
                  + issued.incrementAndGet()
                  + "\",\"token_type\":\"Bearer\",\"expires_in\":"
                  + seconds
                  + "}";
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    issuer.start();
  }

  @AfterEach
  void stop() {
    issuer.stop(0);
  }

  @Test
  void aTokenIsKeptWhileItIsGood() {
    run(tokens -> {
      assertThat(tokens.get()).isEqualTo("token-1");
      assertThat(tokens.get()).isEqualTo("token-1");
      assertThat(tokens.toString()).isEqualTo("RegisteredTokens[tasks]");
    });
  }

  @Test
  void aTokenThatRunsOutIsRenewed() {
    seconds = 30;

    run(tokens -> {
      assertThat(tokens.get()).isEqualTo("token-1");
      assertThat(tokens.get()).isEqualTo("token-2");
    });
  }

  private void run(Consumer<MillraceTokens> use) {
    new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                MillraceClientAutoConfiguration.class, OAuth2ClientAutoConfiguration.class))
        .withPropertyValues(
            "millrace.client.url=https://tasks.example.org", "millrace.client.registration=tasks")
        .withPropertyValues(
            MillraceClientAutoConfigurationTest.registration(
                "http://127.0.0.1:" + issuer.getAddress().getPort() + "/token"))
        .run(context -> use.accept(context.getBean(MillraceTokens.class)));
  }
}
