package dev.millrace.api.pause;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.millrace.events.catalogue.TypeControl;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import dev.millrace.outbox.Outbox;
import dev.millrace.outbox.OutboxFrame;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// The rows that say how types stand.
///
/// A change and what executors are told of it are one transaction, so a crash leaves both or
/// neither. The row is locked until the commit, so what is said of a type is said in the order of
/// its changes. Asking for what is so already changes and says nothing.
public final class TypePauses {

  private static final String COLUMNS = " type, paused, changed_by, reason, changed_at ";

  private static final String PAUSE =
      """
      insert into type_pause as p (type, paused, changed_by, reason, changed_at)
      values (?, true, ?, ?, date_trunc('milliseconds', clock_timestamp()))
      on conflict (type) do update
      set paused = true, changed_by = excluded.changed_by, reason = excluded.reason,
          changed_at = date_trunc('milliseconds', clock_timestamp())
      where not p.paused
      returning\
      """
          + COLUMNS;

  private static final String RESUME =
      """
      update type_pause
      set paused = false, changed_by = ?, reason = ?,
          changed_at = date_trunc('milliseconds', clock_timestamp())
      where type = ? and paused
      returning\
      """
          + COLUMNS;

  private final JdbcClient database;
  private final Outbox outbox;
  private final TransactionTemplate transaction;
  private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

  public TypePauses(JdbcClient database, TransactionTemplate transaction) {
    this.database = database;
    this.outbox = new Outbox(database);
    this.transaction = transaction;
  }

  /// Returns when it is committed that the type is paused.
  public void pause(TaskType type, Actor actor) {
    change(database.sql(PAUSE).params(type.value(), actor.user().value()).param(actor.reason()));
  }

  /// Returns when it is committed that the type is not paused.
  public void resume(TaskType type, Actor actor) {
    change(
        database.sql(RESUME).param(actor.user().value()).param(actor.reason()).param(type.value()));
  }

  private void change(JdbcClient.StatementSpec statement) {
    transaction.executeWithoutResult(_ ->
        outbox.emit(statement.query(TypePauses::control).list().stream().map(this::line).toList()));
  }

  /// Says again how every type stands, since some of it may have been lost on its way.
  public void sayAgain() {
    transaction.executeWithoutResult(_ ->
        outbox.emit(
            database
                .sql("select" + COLUMNS + "from type_pause order by type for update")
                .query(TypePauses::control)
                .list()
                .stream()
                .map(this::line)
                .toList()));
  }

  List<TypeControl> paused() {
    return database
        .sql("select" + COLUMNS + "from type_pause where paused")
        .query(TypePauses::control)
        .list();
  }

  private String line(TypeControl control) {
    return OutboxFrame.line(control, ids.generate().toString());
  }

  private static TypeControl control(ResultSet row, int number) throws SQLException {
    return new TypeControl(
        new TaskType(row.getString("type")),
        row.getBoolean("paused"),
        new UserId(row.getString("changed_by")),
        row.getString("reason"),
        row.getTimestamp("changed_at").toInstant());
  }
}
