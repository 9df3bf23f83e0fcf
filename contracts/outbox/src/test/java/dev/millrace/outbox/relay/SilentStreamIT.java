package dev.millrace.outbox.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@MillraceInfra
@Timeout(120)
class SilentStreamIT {

  @Test
  void relayNoticesThatTheServerSendsToItNoMore(Infra infra) throws Exception {
    var database = infra.newDatabase("silent");
    try (var proxy = new MuteProxy(database.port());
        var fixture = new RelayFixture(infra, behind(proxy, database), "")) {
      fixture.relaying();
      endStream(fixture);

      var task = RelayFixture.newTask();
      fixture.emit(fixture.lines(task, 0, 1));

      try (var heard = fixture.listen().until(h -> !h.ids(fixture.facts, task).isEmpty())) {
        assertThat(heard.ids(fixture.facts, task)).containsExactly("0");
      }
    }
  }

  private static void endStream(RelayFixture fixture) {
    fixture
        .jdbc
        .sql(
            """
            select pg_terminate_backend(active_pid, 5000) from pg_replication_slots
             where slot_name = ?
            """)
        .param(fixture.settings.slot())
        .query(Boolean.class)
        .single();
  }

  private static TestDatabase behind(MuteProxy proxy, TestDatabase database) {
    return new TestDatabase(
        database.name(),
        database.host(),
        proxy.port(),
        database.jdbcUrl().replace(":" + database.port() + "/", ":" + proxy.port() + "/"),
        database.username(),
        database.password());
  }
}
