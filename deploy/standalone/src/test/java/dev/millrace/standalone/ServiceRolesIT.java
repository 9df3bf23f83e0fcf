package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.embedded.postgres.EmbeddedDatabase;
import dev.millrace.embedded.postgres.EmbeddedDatabaseSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Databases that were made before there were roles: all in them is the superuser's.
@Timeout(120)
class ServiceRolesIT {

  private static final String OF_BEFORE =
      """
      create table ended (id bigint generated always as identity primary key, day date);
      create table history (day date not null) partition by range (day);
      create table history_other partition of history default;
      create sequence alone;
      create view seen as select id from ended;
      create function one() returns int language sql as 'select 1';
      insert into ended (day) values (now());
      create schema millrace_relay;
      create table millrace_relay.slot (name text primary key);
      create publication millrace_executor;
      """;

  @TempDir Path temp;

  @Test
  void whatTheSuperuserMadeBecomesTheOwnersAndStaysInUse() throws Exception {
    try (var server =
        EmbeddedDatabase.start(
            new EmbeddedDatabaseSettings(
                temp.resolve("postgres"), 0, Path.of("target", "programs").toAbsolutePath()))) {
      for (var name : List.of(ServiceRoles.EXECUTOR, ServiceRoles.PROJECTION)) {
        server.ensureDatabase(name);
        server.run(name, OF_BEFORE);
      }
      var roles = new ServiceRoles(server.admin(), temp);
      roles.prepare();
      roles.prepare();

      try (var app = connect(roles.service(ServiceRoles.EXECUTOR), "datasource.username");
          var owner = connect(roles.service(ServiceRoles.EXECUTOR), "flyway.user")) {
        assertThat(read(app, "select tableowner from pg_tables where schemaname = 'public'"))
            .containsOnly("millrace_executor_owner");
        execute(app, "insert into ended (day) select now() from seen");
        execute(owner, "alter table ended add column note text");
        execute(owner, "alter sequence alone restart");
        execute(owner, "create or replace function one() returns int language sql as 'select 2'");
        execute(owner, "create table later (id int generated always as identity)");
        execute(app, "insert into later default values");
        execute(owner, "create schema part");
        execute(owner, "create table part.own (id int generated always as identity)");
        execute(app, "insert into part.own default values");
      }
      try (var relay =
          DriverManager.getConnection(
              server.jdbcUrl(ServiceRoles.EXECUTOR),
              roles.relayOf(ServiceRoles.EXECUTOR).get("millrace.relay.username"),
              roles.relayOf(ServiceRoles.EXECUTOR).get("millrace.relay.password"))) {
        execute(relay, "insert into millrace_relay.slot values ('x')");
        execute(relay, "alter publication millrace_executor set (publish = 'insert')");
      }
      try (var owner = connect(roles.service(ServiceRoles.PROJECTION), "flyway.user");
          var reader =
              DriverManager.getConnection(
                  server.jdbcUrl(ServiceRoles.PROJECTION),
                  roles.reader().get("millrace.api.projection.username"),
                  roles.reader().get("millrace.api.projection.password"))) {
        execute(owner, "create table history_d1 (like history including all)");
        execute(
            owner,
            "alter table history attach partition history_d1"
                + " for values from ('2026-01-01') to ('2026-01-02')");
        assertThat(read(reader, "select count(*) from history_d1")).containsExactly("0");
        assertThat(read(reader, "select count(*) from ended")).containsExactly("1");
      }
    }
  }

  private static Connection connect(Map<String, String> service, String role) throws SQLException {
    return DriverManager.getConnection(
        service.get("spring.datasource.url"),
        service.get("spring." + role),
        service.get("spring." + role.replaceAll("\\w+$", "password")));
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> read(Connection connection, String sql) throws SQLException {
    var values = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}
