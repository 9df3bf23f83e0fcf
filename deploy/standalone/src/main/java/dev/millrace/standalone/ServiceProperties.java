package dev.millrace.standalone;

import dev.millrace.embedded.DataFolder;
import dev.millrace.embedded.PrivateFile;
import dev.millrace.embedded.PrivateFolder;
import dev.millrace.embedded.RandomPassword;
import dev.millrace.embedded.StartupProblem;
import dev.millrace.embedded.kafka.KafkaLogin;
import dev.millrace.embedded.postgres.DatabaseAdmin;
import dev.millrace.embedded.postgres.EmbeddedDatabaseSettings;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.standalone.issuer.TokenRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What `./millrace service-properties NAME` prints: all that a service needs to run beside this
/// Millrace, in Spring Boot's words.
///
/// The service gets a database, whose owner may decode its log and no other's, a group of executors
/// and an operator's token, all of its name; and the blobs, which all services share. What is there
/// already is kept; the token is new.
record ServiceProperties(ExecutorGroup name) {

  private static final String USAGE = "usage: ./millrace service-properties NAME, such as shop";

  /// Databases and roles of the server's own, and words that name none.
  private static final Set<String> SERVERS =
      Set.of("postgres", "template0", "template1", "public", "none");

  /// Reads the command line.
  ///
  /// @throws StartupProblem saying how it is to be written
  static ServiceProperties parse(List<String> arguments) {
    if (arguments.size() != 1) {
      throw new StartupProblem(USAGE);
    }
    try {
      ExecutorGroup name = new ExecutorGroup(arguments.getFirst());
      requireNotTheServers(name.value());
      return new ServiceProperties(name);
    } catch (IllegalArgumentException e) {
      var problem = new StartupProblem(USAGE + ": " + e.getMessage() + ".");
      problem.initCause(e);
      throw problem;
    }
  }

  /// The text of a file of properties.
  ///
  /// @throws StartupProblem in a line that says why there is none
  String text(StandaloneSettings settings) {
    return make(settings).entrySet().stream()
        .map(property -> property.getKey() + "=" + escaped(property.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private Map<String, String> make(StandaloneSettings settings) {
    Path data = settings.data().toAbsolutePath().normalize();
    String token =
        TokenRequest.parse(List.of(name.value(), "--admin", "--ttl", "30d"))
            .send(data, settings.port());
    KafkaProperties.requireAnswer(settings.kafkaPort());
    KafkaProperties.requireAnswer(settings.postgresPort());
    Path secrets = data.resolve("services");
    Path tokenFile = secrets.resolve(name + ".token");
    try {
      PrivateFolder.ensure(secrets);
      PrivateFile.replace(tokenFile, token);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> properties =
        database(
            data, settings.postgresPort(), RandomPassword.of(secrets.resolve(name + ".password")));
    properties.put("spring.kafka.bootstrap-servers", "127.0.0.1:" + settings.kafkaPort());
    KafkaLogin.of(DataFolder.kafkaPassword(data))
        .clientProperties()
        .forEach((key, value) -> properties.put("spring.kafka.properties." + key, value));
    properties.put("millrace.executor.group", name.value());
    properties.put("millrace.client.url", "http://127.0.0.1:" + settings.port());
    properties.put("millrace.client.token-file", tokenFile.toString());
    return properties;
  }

  private Map<String, String> database(Path data, int port, String password) {
    var server = new EmbeddedDatabaseSettings(data.resolve("postgres"), port);
    var admin = new DatabaseAdmin(port, RandomPassword.of(server.passwordFile()));
    String database = name.value().replace('-', '_');
    admin.ensureRole(database, password);
    admin.ensureDatabase(database);
    admin.run(
        database,
        String.format(
            Locale.ROOT,
            """
            alter role "%1$s" replication;
            alter database "%1$s" owner to "%1$s";
            revoke all on database "%1$s" from public;
            """,
            database));
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("spring.datasource.url", admin.jdbcUrl(database));
    properties.put("spring.datasource.username", database);
    properties.put("spring.datasource.password", password);
    properties.putAll(new TreeMap<>(new ServiceRoles(admin, data).blobs()));
    return properties;
  }

  private static void requireNotTheServers(String name) {
    if (name.startsWith("millrace") || name.startsWith("pg-") || SERVERS.contains(name)) {
      throw new IllegalArgumentException("the name " + name + " is Millrace's or PostgreSQL's own");
    }
  }

  /// A file of properties is read as ISO 8859-1.
  private static String escaped(String value) {
    return value
        .chars()
        .mapToObj(c ->
            c == '\\' || c < ' ' || c > '~'
                ? String.format(Locale.ROOT, "\\u%04x", c)
                : String.valueOf((char) c))
        .collect(Collectors.joining());
  }
}
