package dev.millrace.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;

@ExtendWith(OutputCaptureExtension.class)
class AccessConfigurationTest {

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import(AccessConfiguration.class)
  static class AnyService {}

  @Test
  void serviceWithoutAnIssuerDoesNotStartAndSaysWhichSettingIsMissing(CapturedOutput output) {
    Throwable failure =
        catchThrowable(() -> new SpringApplicationBuilder(AnyService.class).run().close());

    assertThat(failure).hasRootCauseInstanceOf(NoIssuer.class);
    assertThat(output)
        .contains("No issuer of tokens is configured")
        .contains("spring.security.oauth2.resourceserver.jwt.issuer-uri");
  }
}
