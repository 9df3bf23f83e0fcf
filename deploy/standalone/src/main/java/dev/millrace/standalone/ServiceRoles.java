package dev.millrace.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.embedded.PrivateFolder;
import dev.millrace.embedded.RandomPassword;
import dev.millrace.embedded.postgres.DatabaseAdmin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;

/// The databases of the services and the roles that they have there, with the passwords of roles in
/// the folder `roles` of the data: no service is the superuser, and none can read another's tables.
///
/// All of it is made sure of at each start, so a folder of before gets it, too, and a crash in the
/// middle leaves the rest for the next start.
final class ServiceRoles {

  static final String API = "millrace_api";
  static final String EXECUTOR = "millrace_executor";
  static final String PROJECTION = "millrace_projection";
  private static final String BLOBS = "millrace_blobs";

  /// The one look into another service's database: task-api reads the projection, and only reads.
  private static final String READER = "millrace_reader";

  private final DatabaseAdmin database;
  private final Path passwords;

  ServiceRoles(DatabaseAdmin database, Path data) {
    this.database = database;
    this.passwords = data.resolve("roles");
  }

  /// Makes the databases and roles that are missing, before the first migration.
  void prepare() {
    try {
      PrivateFolder.ensure(passwords);
      String script = new ClassPathResource("roles.sql").getContentAsString(UTF_8);
      for (String name : List.of(API, EXECUTOR, PROJECTION, BLOBS)) {
        database.ensureDatabase(name);
        database.run(name, script);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Stream.concat(
            Stream.of(API, EXECUTOR, PROJECTION, BLOBS).flatMap(n -> Stream.of(n, owner(n))),
            Stream.of(relay(API), relay(EXECUTOR), READER))
        .forEach(role -> database.ensureRole(role, password(role)));
  }

  /// What a service goes by that has this database: its own role, and its owner's for migrations.
  Map<String, String> service(String name) {
    return Map.of(
        "spring.datasource.url", database.jdbcUrl(name),
        "spring.datasource.username", name,
        "spring.datasource.password", password(name),
        "spring.flyway.user", owner(name),
        "spring.flyway.password", password(owner(name)));
  }

  Map<String, String> relayOf(String name) {
    return Map.of(
        "millrace.relay.username", relay(name), "millrace.relay.password", password(relay(name)));
  }

  Map<String, String> blobs() {
    return Map.of(
        "millrace.blobs.url", database.jdbcUrl(BLOBS),
        "millrace.blobs.username", BLOBS,
        "millrace.blobs.password", password(BLOBS),
        "millrace.blobs.owner", owner(BLOBS),
        "millrace.blobs.owner-password", password(owner(BLOBS)));
  }

  Map<String, String> reader() {
    return Map.of(
        "millrace.api.projection.url", database.jdbcUrl(PROJECTION),
        "millrace.api.projection.username", READER,
        "millrace.api.projection.password", password(READER));
  }

  private String password(String role) {
    return RandomPassword.of(passwords.resolve(role));
  }

  private static String owner(String name) {
    return name + "_owner";
  }

  private static String relay(String name) {
    return name + "_relay";
  }
}
