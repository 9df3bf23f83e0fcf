package dev.millrace.api.query;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How the projection's database is read.
///
/// @param url JDBC URL of the database `millrace_projection`
/// @param username a role that may only read it
/// @param password the role's password
/// @param poolSize most connections to it
/// @param connectionTimeout time limit of a request for one of these connections
@ConfigurationProperties("millrace.api.projection")
record ProjectionSettings(
    @DefaultValue("jdbc:postgresql://127.0.0.1:5432/millrace_projection") String url,
    @DefaultValue("millrace_reader") String username,
    @DefaultValue("") String password,
    @DefaultValue("8") int poolSize,
    @DefaultValue("3s") Duration connectionTimeout) {

  ProjectionSettings {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "millrace.api.projection.url must begin with jdbc:postgresql:");
    }
    if (poolSize < 1) {
      throw new IllegalArgumentException("millrace.api.projection.pool-size must be at least 1");
    }
    if (connectionTimeout.toMillis() < 250) {
      throw new IllegalArgumentException(
          "millrace.api.projection.connection-timeout must be at least 250ms");
    }
  }

  @Override
  public String toString() {
    return "ProjectionSettings[url=" + url + ", username=" + username + "]";
  }
}
