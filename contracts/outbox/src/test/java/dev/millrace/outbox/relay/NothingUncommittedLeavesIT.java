package dev.millrace.outbox.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.outbox.Outbox;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

@MillraceInfra
@Timeout(120)
class NothingUncommittedLeavesIT {

  private RelayFixture fixture;

  @BeforeEach
  void setUp(Infra infra) {
    fixture = new RelayFixture(infra);
    fixture.relaying();
  }

  @AfterEach
  void tearDown() {
    fixture.close();
  }

  @Test
  void rolledBackFrameIsNeverPublished() {
    var rolledBack = RelayFixture.newTask();

    fixture.transaction.executeWithoutResult(status -> {
      fixture.outbox.emit(fixture.lines(rolledBack, 0, 10));
      status.setRollbackOnly();
    });

    assertOnlyTheNextCommitIsHeard();
  }

  @Test
  void frameOfWriterThatDiesBeforeItsCommitIsNeverPublished() throws SQLException {
    var dying = RelayFixture.newTask();
    try (var connection = fixture.database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      var writer = JdbcClient.create(new SingleConnectionDataSource(connection, true));
      new Outbox(writer).emit(fixture.lines(dying, 0, 10));
      int backend = writer.sql("select pg_backend_pid()").query(Integer.class).single();

      fixture.jdbc.sql("select pg_terminate_backend(?, 5000)").param(backend).query().singleValue();

      assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
    }

    assertOnlyTheNextCommitIsHeard();
  }

  private void assertOnlyTheNextCommitIsHeard() {
    var committed = RelayFixture.newTask();
    fixture.emit(fixture.lines(committed, 0, 1));
    try (var heard = fixture.listen().until(h -> !h.ids(fixture.facts, committed).isEmpty())) {
      assertThat(heard.on(fixture.facts)).hasSize(1);
    }
  }
}
