package dev.millrace.outbox.relay.slot;

import dev.millrace.outbox.relay.slot.SlotCondition.SlotMarker;
import dev.millrace.outbox.relay.slot.SlotCondition.SlotState;
import dev.millrace.outbox.relay.wal.RelaySettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/// The slot, its publication and its marker, as PostgreSQL keeps them.
///
/// The marker is a row in `millrace_relay.slot`, a schema of the relay's own, so that it does not
/// get into the way of the service's migrations.
///
/// Slots are the whole server's. One of this name that is not this database's is never touched.
public final class PostgresSlot {

  /// The prefix of messages that only move the slot.
  private static final String HEARTBEAT = "millrace.heartbeat";

  private final String slot;
  private final String setting;
  private final String publication;

  public PostgresSlot(RelaySettings settings) {
    this.slot = settings.slot();
    this.setting = settings.slotSetting();
    this.publication = settings.publication();
  }

  /// Makes the marker's table and the publication where they do not exist. Looks first: a role that
  /// was given them may be allowed to make none.
  public void prepare(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("set client_min_messages = warning");
      if (isMissing(statement, "select to_regclass('millrace_relay.slot') is null")) {
        statement.execute(
            """
            do $$ begin
              if to_regnamespace('millrace_relay') is null then
                create schema millrace_relay;
              end if;
              create table if not exists millrace_relay.slot (
                name text primary key,
                ceiling pg_lsn not null,
                unrepaired text,
                repairs int not null default 0,
                created_at timestamptz not null default now()
              ) with (fillfactor = 50);
            end $$
            """);
      }
      if (isMissing(
          statement,
          "select not exists (select from pg_publication where pubname = '" + publication + "')")) {
        statement.execute("create publication " + publication);
      }
    }
  }

  private static boolean isMissing(Statement statement, String sql) throws SQLException {
    try (var row = statement.executeQuery(sql)) {
      return row.next() && row.getBoolean(1);
    }
  }

  /// Makes sure that the slot is this database's, or nobody's yet.
  ///
  /// @throws StartRefused when there is one of its name that is not
  public void requireOwn(Connection connection) throws SQLException {
    try (var statement =
        with(
            connection,
            """
            select current_database(), database from pg_replication_slots
             where slot_name = ? and database is distinct from current_database()
            """,
            slot)) {
      try (var row = statement.executeQuery()) {
        if (row.next()) {
          String owner = row.getString(2);
          throw new StartRefused(
              "The replication slot "
                  + slot
                  + (owner == null ? " is no database's" : " belongs to database " + owner)
                  + " and is not touched for database "
                  + row.getString(1)
                  + ": slots are the whole server's, so give each database a name of its own by "
                  + setting);
        }
      }
    }
  }

  /// How the slot stands; null where there is none.
  ///
  /// @throws StartRefused when there is one that is not this database's
  @Nullable SlotState state(Connection connection) throws SQLException {
    requireOwn(connection);
    try (var statement =
        with(
            connection,
            """
            select coalesce(confirmed_flush_lsn - '0/0'::pg_lsn, 0)::bigint,
                   confirmed_flush_lsn is null,
                   coalesce(wal_status = 'lost', false),
                   coalesce(pg_current_wal_lsn() - confirmed_flush_lsn, 0)::bigint,
                   active_pid is not null
              from pg_replication_slots
             where slot_name = ? and database = current_database()
            """,
            slot)) {
      try (var row = statement.executeQuery()) {
        return row.next()
            ? new SlotState(
                row.getLong(1),
                row.getBoolean(2),
                row.getBoolean(3),
                row.getLong(4),
                row.getBoolean(5))
            : null;
      }
    }
  }

  @Nullable SlotMarker marker(Connection connection) throws SQLException {
    try (var statement =
        with(
            connection,
            """
            select (ceiling - '0/0'::pg_lsn)::bigint, unrepaired
              from millrace_relay.slot where name = ?
            """,
            slot)) {
      try (var row = statement.executeQuery()) {
        return row.next() ? new SlotMarker(row.getLong(1), row.getString(2)) : null;
      }
    }
  }

  /// Waits for the transactions that are open in the whole server, as PostgreSQL has to.
  public void create(Connection connection) throws SQLException {
    execute(connection, "select 1 from pg_create_logical_replication_slot(?, 'pgoutput')", slot);
  }

  /// Drops the slot, and cuts off whoever reads it.
  public void drop(Connection connection) throws SQLException {
    cutOffReader(connection);
    execute(
        connection,
        """
        select pg_drop_replication_slot(slot_name) from pg_replication_slots
         where slot_name = ? and database = current_database()
        """,
        slot);
  }

  /// Ends a reader that a relay before this one left behind; it has no right to the slot any more.
  public void cutOffReader(Connection connection) throws SQLException {
    execute(
        connection,
        """
        select pg_terminate_backend(active_pid, 5000) from pg_replication_slots
         where slot_name = ? and database = current_database() and active_pid is not null
        """,
        slot);
  }

  /// Writes the first marker of a slot, at the place where the slot stands.
  public void mark(Connection connection) throws SQLException {
    execute(
        connection,
        """
        insert into millrace_relay.slot (name, ceiling)
        select slot_name, confirmed_flush_lsn from pg_replication_slots
         where slot_name = ? and database = current_database()
        """,
        slot);
  }

  /// Notes that a repair is owed, before the evidence is removed.
  void oweRepair(Connection connection, String reason) throws SQLException {
    execute(
        connection, "update millrace_relay.slot set unrepaired = ? where name = ?", reason, slot);
  }

  /// Trusts the slot that was just made, from where it starts.
  void markAnew(Connection connection) throws SQLException {
    execute(
        connection,
        """
        update millrace_relay.slot
           set ceiling = (select confirmed_flush_lsn from pg_replication_slots
                           where slot_name = name and database = current_database())
         where name = ?
        """,
        slot);
  }

  /// Leaves out what stands before a position. Nobody may be reading.
  public void advance(Connection connection, String position) throws SQLException {
    execute(connection, "select pg_replication_slot_advance(?, cast(? as pg_lsn))", slot, position);
  }

  /// Strikes the note that a repair is owed.
  void repaired(Connection connection) throws SQLException {
    execute(
        connection,
        "update millrace_relay.slot set unrepaired = null, repairs = repairs + 1 where name = ?",
        slot);
  }

  /// The end of the WAL, above everything that can have been read so far.
  String endOfWal(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("select pg_current_wal_insert_lsn()::text")) {
      row.next();
      return row.getString(1);
    }
  }

  void raiseCeiling(Connection connection, String ceiling) throws SQLException {
    execute(
        connection,
        "update millrace_relay.slot set ceiling = cast(? as pg_lsn) where name = ?",
        ceiling,
        slot);
  }

  /// Writes a message that means nothing but that the slot may advance.
  public void heartbeat(Connection connection) throws SQLException {
    execute(connection, "select pg_logical_emit_message(true, ?, '')", HEARTBEAT);
  }

  private static void execute(Connection connection, String sql, String... parameters)
      throws SQLException {
    try (var statement = with(connection, sql, parameters)) {
      statement.execute();
    }
  }

  private static PreparedStatement with(Connection connection, String sql, String... parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setString(i + 1, parameters[i]);
    }
    return statement;
  }
}
