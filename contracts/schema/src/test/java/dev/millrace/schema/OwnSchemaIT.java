package dev.millrace.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestDatabase;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

@MillraceInfra
@Timeout(60)
class OwnSchemaIT {

  private static final FormerTables THINGS =
      new FormerTables("V1__thing.sql", -1, List.of("thing", "never_made"));

  private static final FormerTables NEIGHBOURS =
      new FormerTables("V2__neighbour.sql", -1, List.of("neighbour"));

  private static final OwnSchema PART = new OwnSchema("part", "part", THINGS);

  private TestDatabase database;
  private JdbcClient client;

  @BeforeEach
  void newDatabase(Infra infra) {
    database = infra.newDatabase("schema");
    client = JdbcClient.create(database.dataSource());
  }

  @Test
  void newDatabaseHasThePartInASchemaOfItsOwn() {
    PART.migrate(database.dataSource());
    PART.migrate(database.dataSource());

    assertThat(tables()).containsExactly("part.flyway_schema_history", "part.thing");
    assertThat(versions("part")).containsExactly("1", "3");
  }

  @Test
  void formerTablesMoveWithTheirRowsAndTheirHistoryGoesOn() {
    former("1", "part");
    client.sql("insert into thing (name) values ('kept')").update();

    new OwnSchema("part", "part", known(THINGS)).migrate(database.dataSource());
    client.sql("insert into part.thing (name) values ('new')").update();

    assertThat(tables()).containsExactly("part.flyway_schema_history", "part.thing");
    assertThat(versions("part")).containsExactly("1", "3");
    assertThat(
            client
                .sql("select id || name || age from part.thing order by id")
                .query(String.class)
                .list())
        .containsExactly("1kept7", "2new7");
  }

  @Test
  void partsThatSharedAHistoryAreTakenOutOneByOne() {
    former("4", "part", "other");
    OwnSchema part = new OwnSchema("part", "part", known(THINGS));
    OwnSchema other = new OwnSchema("other", "other", known(NEIGHBOURS));

    part.migrate(database.dataSource());

    assertThat(versions("public")).containsExactly("2", "4");
    other.migrate(database.dataSource());
    assertThat(tables())
        .containsExactly(
            "other.flyway_schema_history",
            "other.neighbour",
            "part.flyway_schema_history",
            "part.thing");
    assertThat(versions("part")).containsExactly("3");
    assertThat(versions("other")).containsExactly("4");
  }

  @Test
  void strangersTableOfTheSameNameStays() {
    former("1", "stranger");

    PART.migrate(database.dataSource());

    assertThat(tables())
        .containsExactly(
            "part.flyway_schema_history",
            "part.thing",
            "public.flyway_schema_history",
            "public.thing");
    assertThat(versions("public")).containsExactly("1");
  }

  @Test
  void whoDiesBetweenTheMoveAndTheNewHistoryIsFollowedByAnother() {
    former("1", "part");
    FormerTables things = known(THINGS);
    assertThat(things.moveTo("part", List.of("V1__thing.sql"), database.dataSource()))
        .contains("1");

    new OwnSchema("part", "part", things).migrate(database.dataSource());

    assertThat(tables()).containsExactly("part.flyway_schema_history", "part.thing");
    assertThat(versions("part")).containsExactly("1", "3");
  }

  @Test
  void severalProcessesMayStartAtOnce() throws Exception {
    former("1", "part");
    OwnSchema part = new OwnSchema("part", "part", known(THINGS));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all =
          Stream.generate(() -> threads.submit(() -> part.migrate(database.dataSource())))
              .limit(4)
              .toList();
      for (var one : all) {
        one.get();
      }
    }

    assertThat(tables()).containsExactly("part.flyway_schema_history", "part.thing");
    assertThat(versions("part")).containsExactly("1", "3");
  }

  private void former(String target, String... locations) {
    Flyway.configure()
        .dataSource(database.dataSource())
        .locations(locations)
        .target(target)
        .load()
        .migrate();
  }

  /// With the checksum that the former history has.
  private FormerTables known(FormerTables former) {
    int checksum =
        client
            .sql("select checksum from flyway_schema_history where script = ?")
            .param(former.script())
            .query(Integer.class)
            .single();
    return new FormerTables(former.script(), checksum, former.tables());
  }

  private List<@Nullable String> tables() {
    return client
        .sql(
            """
            select schemaname || '.' || tablename from pg_tables
            where schemaname not in ('pg_catalog', 'information_schema') order by 1
            """)
        .query(String.class)
        .list();
  }

  private List<@Nullable String> versions(String schema) {
    return client
        .sql(
            "select version from "
                + schema
                + ".flyway_schema_history where version is not null order by installed_rank")
        .query(String.class)
        .list();
  }
}
