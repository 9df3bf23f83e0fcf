package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What programs of other accounts, and web pages, find of a Millrace that runs on their machine.
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherAccountsIT {

  private static final String AUTHORIZATION_SERVER = "/.well-known/oauth-authorization-server";

  private static final String NOT_ALLOWED = "42501";

  private Path data;
  private StandaloneProcess millrace;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    data = folder.resolve("data");
    millrace = new StandaloneProcess(data);
  }

  @AfterAll
  void stop() {
    millrace.close();
  }

  @Test
  void dataAreTheOwnersAloneAndNothingIsLeftElsewhere() throws Exception {
    for (Path folder : List.of(data, data.resolve("kafka"), data.resolve("roles"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
          .as(folder.toString())
          .isEqualTo("rwx------");
    }
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(data.resolve("kafka.password"))))
        .isEqualTo("rw-------");
    try (var left = Files.list(millrace.temporary())) {
      assertThat(left.map(path -> String.valueOf(path.getFileName())))
          .noneMatch(name -> name.startsWith("detect_linux"));
    }
  }

  @Test
  void kafkaServesOnlyWhoHasItsProperties() throws Exception {
    try (Admin admin = Admin.create(millrace.kafkaProperties())) {
      assertThat(admin.listTopics().names().get()).contains("millrace.events");
    }
    Map<String, Object> bare =
        Map.of(
            "bootstrap.servers", "127.0.0.1:" + millrace.kafkaPort(),
            "default.api.timeout.ms", "4000",
            "request.timeout.ms", "4000");
    try (Admin admin = Admin.create(bare)) {
      assertThatThrownBy(() -> admin.listTopics().names().get())
          .hasCauseInstanceOf(TimeoutException.class);
    }
  }

  @Test
  void aServiceHasADatabaseOfItsOwnAndDecodesNoOther() throws Exception {
    Map<String, Object> shop = millrace.serviceProperties("my-shop");
    Map<String, Object> again = millrace.serviceProperties("my-shop");

    assertThat(again).isEqualTo(shop).containsEntry("millrace.executor.group", "my-shop");
    String token = Files.readString(Path.of(text(shop, "millrace.client.token-file"))).strip();
    assertThat(millrace.get(Optional.of(token), 0, "/api/dead-letters").statusCode())
        .isEqualTo(200);
    String url = text(shop, "spring.datasource.url");
    try (var own = connect(shop, url);
        var statement = own.createStatement()) {
      statement.execute("create table bill (id int)");
      statement.execute("create publication bills");
      statement.execute(
          "select pg_create_logical_replication_slot('bills', 'pgoutput'),"
              + " pg_drop_replication_slot('bills')");
    }
    assertThatThrownBy(() -> connect(shop, url.replace("my_shop", "millrace_api")))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("permission denied");
  }

  private static Connection connect(Map<String, Object> service, String url) throws SQLException {
    return DriverManager.getConnection(
        url,
        text(service, "spring.datasource.username"),
        text(service, "spring.datasource.password"));
  }

  private static String text(Map<String, Object> settings, String name) {
    return String.valueOf(settings.get(name));
  }

  /// 224 forms of 1.9 MB held the whole heap for half an hour.
  @Test
  void formsForTokensLeaveNothingBehind() throws Exception {
    Optional<String> root = Optional.of(millrace.token("root", "--admin"));
    double before = sessions(root);

    for (int i = 0; i < 20; i++) {
      HttpResponse<String> answer = millrace.form("grant_type=client_credentials&a=" + i);
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
      assertThat(millrace.form("a=" + "x".repeat(17 << 10)).statusCode()).isEqualTo(413);
    }

    assertThat(sessions(root)).isEqualTo(before);
  }

  private double sessions(Optional<String> root) {
    var metric = millrace.get(root, 0, "/actuator/metrics/tomcat.sessions.created");
    return StandaloneProcess.json(metric).at("/measurements/0/value").asDouble();
  }

  @ParameterizedTest
  @CsvSource({
    "origin, https://page.example",
    "origin, null",
    "sec-fetch-site, cross-site",
    "sec-fetch-site, same-site"
  })
  void formOfAWebPageIsNotRead(String header, String value) {
    assertThat(millrace.form("grant_type=client_credentials", header, value).statusCode())
        .isEqualTo(403);
  }

  @Test
  void issuerHasOneGrant() {
    for (String path :
        List.of("/oauth2/authorize", "/oauth2/device_authorization", "/oauth2/introspect")) {
      assertThat(millrace.get(Optional.empty(), 0, path).statusCode()).as(path).isIn(401, 404);
    }
  }

  /// From the service to its issuer to a token, as a library finds the way.
  @Test
  void metadataLeadToATokenAndPromiseNoMore() throws Exception {
    for (int service = 0; service < 3; service++) {
      JsonNode resource = open(service, "/.well-known/oauth-protected-resource");
      assertThat(resource.path("authorization_servers").toString())
          .isEqualTo("[\"" + open(0, AUTHORIZATION_SERVER).path("issuer").asString() + "\"]");
      assertThat(resource.path("scopes_supported").toString())
          .isEqualTo(
              "[\"tasks:read\",\"tasks:write\",\"monsters:write\",\"tasks:on-behalf\",\"tasks:admin\"]");
      assertThat(resource.path("tls_client_certificate_bound_access_tokens").asBoolean(true))
          .isFalse();
    }
    JsonNode server = open(0, AUTHORIZATION_SERVER);
    assertThat(open(0, "/.well-known/openid-configuration")).isEqualTo(server);
    assertThat(server.path("grant_types_supported").toString())
        .isEqualTo("[\"client_credentials\"]");
    assertThat(server.path("token_endpoint_auth_methods_supported").toString())
        .isEqualTo("[\"client_secret_basic\"]");
    assertThat(server.propertyNames())
        .doesNotContain("authorization_endpoint", "tls_client_certificate_bound_access_tokens");
    assertThat(server.path("jwks_uri").asString()).endsWith("/oauth2/jwks");

    JsonNode token = claims(millrace.token("alice"));

    assertThat(token.path("iss")).isEqualTo(server.path("issuer"));
    assertThat(token.path("scope").asString("")).isEqualTo("tasks:read tasks:write");
  }

  @Test
  void refusalIsTheSameInEveryServiceAndNamesThePath() throws Exception {
    Optional<String> alice = Optional.of(millrace.token("alice"));
    for (int service = 0; service < 3; service++) {
      HttpResponse<String> answer = millrace.get(alice, service, "/no/such/path");

      assertThat(answer.statusCode()).as("%d", service).isEqualTo(404);
      JsonNode problem = StandaloneProcess.json(answer);
      assertThat(problem.path("instance").asString()).isEqualTo("/no/such/path");
      assertThat(problem.path("title").asString()).isEqualTo("Nothing is here");
    }
  }

  private JsonNode open(int service, String path) {
    HttpResponse<String> answer = millrace.get(Optional.empty(), service, path);
    assertThat(answer.statusCode()).as("%d %s", service, path).isEqualTo(200);
    return StandaloneProcess.json(answer);
  }

  private static JsonNode claims(String token) {
    byte[] payload = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
    return JsonMapper.shared().readTree(payload);
  }

  /// None of them is the superuser, and none can do more than its part.
  @Test
  void eachServiceHasARoleThatCanDoItsPartAlone() throws Exception {
    // The first read makes task-api connect to the projection.
    assertThat(millrace.get(Optional.of(millrace.token("alice")), 0, "/api/tasks").statusCode())
        .isEqualTo(200);
    Set<String> services = new HashSet<>();
    for (String name : List.of("millrace_api", "millrace_executor", "millrace_projection")) {
      try (var connection = connect(name, name);
          var rows =
              connection
                  .createStatement()
                  .executeQuery(
                      "select usename from pg_stat_activity"
                          + " where usename is not null and datname = current_database()"
                          + " and pid <> pg_backend_pid()")) {
        while (rows.next()) {
          services.add(rows.getString(1));
        }
        refused(connection, "create table mine (id int)");
        refused(connection, "create schema mine");
        refused(
            connection,
            "alter table %sflyway_schema_history add column x int"
                .replace("%s", name.endsWith("executor") ? "millrace_engine." : ""));
        refused(connection, "select pg_create_logical_replication_slot('mine', 'pgoutput')");
        refused(connection, "select pg_read_file('/etc/passwd')");
      }
    }
    assertThat(services)
        .contains("millrace_api", "millrace_executor", "millrace_projection", "millrace_reader")
        .contains("millrace_api_relay", "millrace_executor_relay")
        .doesNotContain("postgres");
    try (var relay = connect("millrace_api", "millrace_api_relay");
        var reader = connect("millrace_projection", "millrace_reader")) {
      refused(relay, "select * from request");
      refused(reader, "delete from task");
    }
    try (var connection = connect("millrace_api", "millrace_api")) {
      Awaitility.await("both relays decode").until(() -> decoding(connection) == 2);
    }
    assertThatThrownBy(() -> connect("millrace_projection", "millrace_api").close())
        .isInstanceOf(SQLException.class)
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo(NOT_ALLOWED);
  }

  private static int decoding(Connection connection) throws SQLException {
    try (var rows =
        connection
            .createStatement()
            .executeQuery("select count(*) from pg_replication_slots where active")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private Connection connect(String database, String role) throws SQLException, IOException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + millrace.postgresPort() + "/" + database,
        role,
        Files.readString(data.resolve("roles").resolve(role)).strip());
  }

  private static void refused(Connection connection, String sql) {
    assertThatThrownBy(() -> connection.createStatement().execute(sql))
        .as(sql)
        .isInstanceOf(SQLException.class)
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo(NOT_ALLOWED);
  }
}
