package dev.millrace.access;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;

/// Says once, at the start, that a service takes tokens which its issuer made for other
/// applications.
final class AudienceNotice implements ApplicationRunner {

  private static final Logger LOG = LoggerFactory.getLogger(AudienceNotice.class);

  private final List<String> audiences;

  AudienceNotice(List<String> audiences) {
    this.audiences = List.copyOf(audiences);
  }

  @Override
  public void run(ApplicationArguments arguments) {
    if (audiences.isEmpty()) {
      LOG.warn(
          "No audience is configured: every token of the issuer with these scopes is accepted,"
              + " also one that was made for another application. Set"
              + " spring.security.oauth2.resourceserver.jwt.audiences.");
    }
  }
}
