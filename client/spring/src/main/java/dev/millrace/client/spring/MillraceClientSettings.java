package dev.millrace.client.spring;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How an application calls Millrace.
///
/// @param url where task-api is; without it there is no client
/// @param registration the client registration of Spring Security (`spring.security.oauth2.client`)
///   that gets the tokens, by client credentials
/// @param tokenFile a file with a token, which is read again when it changes; for applications
///   without a registration
/// @param timeout longest time of one attempt of a call
/// @param retries attempts after the first one; 0 is none
/// @param largestAnswer most bytes of an answer, such as a result; a larger one is refused
@ConfigurationProperties("millrace.client")
record MillraceClientSettings(
    @Nullable URI url,
    @Nullable String registration,
    @Nullable Path tokenFile,
    @DefaultValue("30s") Duration timeout,
    @DefaultValue("5") int retries,
    @DefaultValue("32MB") DataSize largestAnswer) {

  MillraceClientSettings {
    if (registration != null && tokenFile != null) {
      throw new IllegalArgumentException(
          "set millrace.client.registration or millrace.client.token-file, not both");
    }
    if (largestAnswer.toBytes() < 1 || largestAnswer.toBytes() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("millrace.client.largest-answer must be from 1B to 2GB");
    }
  }
}
