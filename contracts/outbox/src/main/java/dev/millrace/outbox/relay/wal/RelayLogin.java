package dev.millrace.outbox.relay.wal;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/// The settings `millrace.relay.*`: the role that a service's relay has in the service's database.
///
/// Where nothing is said the relay connects as the service does, which then needs REPLICATION.
///
/// @param url another JDBC URL of the same database, such as past a pooler
/// @param username role with REPLICATION that reads the WAL; that of `spring.datasource` by default
/// @param password the role's password
@ConfigurationProperties("millrace.relay")
public record RelayLogin(
    Optional<String> url, Optional<String> username, Optional<String> password) {

  private static final String POOL = "spring.datasource.hikari.data-source-properties";

  /// The database of a service, reached as the service reaches it but for what is said here.
  ///
  /// @param environment of the service: its pool may have parameters that are not in its URL
  public RelayDatabase database(
      String serviceUrl,
      @Nullable String serviceUser,
      @Nullable String servicePassword,
      Environment environment) {
    Map<String, String> ofPool =
        Binder.get(environment)
            .bind(POOL, Bindable.mapOf(String.class, String.class))
            .orElseGet(Map::of);
    return RelayDatabase.of(
        url.orElse(serviceUrl),
        username.orElseGet(() -> orEmpty(serviceUser)),
        password.orElseGet(() -> orEmpty(servicePassword)),
        ofPool);
  }

  private static String orEmpty(@Nullable String value) {
    return Objects.requireNonNullElse(value, "");
  }

  /// Prints no password, and no URL, which can hold one.
  @Override
  public String toString() {
    return "RelayLogin[" + username + "]";
  }
}
