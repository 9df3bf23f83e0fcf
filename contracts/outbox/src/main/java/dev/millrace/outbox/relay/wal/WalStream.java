package dev.millrace.outbox.relay.wal;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/// What a slot gives, by the driver's replication protocol. For one thread.
///
/// The driver answers the server's pings only when it has read the message after them, and no other
/// thread can answer while one reads. So the server does not ping here. Its TCP finds out that the
/// relay's host has vanished; that the server's has, the session of the [relay's
/// lock][dev.millrace.outbox.relay.slot.RelayLock] does.
final class WalStream {

  /// TCP counts the time too in which a relay does not read because Kafka is slow, so this is
  /// longer than one message may take.
  private static final int SECONDS_WITHOUT_RECEIPT = 120;

  private final PGReplicationStream stream;

  private WalStream(PGReplicationStream stream) {
    this.stream = stream;
  }

  static Connection connect(RelaySettings settings) throws SQLException {
    return settings.database().connectForReplication("millrace-relay-wal " + settings.slot());
  }

  /// Begins where the slot was last confirmed.
  ///
  /// @param connection made by [#connect]
  static WalStream open(Connection connection, RelaySettings settings) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(
          String.format(
              Locale.ROOT,
              """
              set wal_sender_timeout = 0;
              set tcp_keepalives_idle = 3; set tcp_keepalives_interval = 2;
              set tcp_keepalives_count = 3; set tcp_user_timeout = '%ds'
              """,
              SECONDS_WITHOUT_RECEIPT));
    }
    var stream =
        connection
            .unwrap(PGConnection.class)
            .getReplicationAPI()
            .replicationStream()
            .logical()
            .withSlotName(settings.slot())
            .withSlotOption("proto_version", 1)
            .withSlotOption("publication_names", settings.publication())
            .withSlotOption("messages", true)
            // Else the driver advances the slot by itself, past its ceiling.
            .withAutomaticFlush(false)
            .start();
    // The driver gives a copy up when a read times out.
    connection.setNetworkTimeout(Runnable::run, 0);
    return new WalStream(stream);
  }

  /// Waits for the next message.
  WalMessage next() throws SQLException {
    ByteBuffer message;
    try {
      message = stream.read();
    } catch (SQLException e) {
      throw e.getCause() instanceof EOFException ? ended(e) : e;
    }
    if (message == null) {
      throw ended(null);
    }
    return WalMessage.parse(message);
  }

  /// Says what the driver's own words do not, and what a cause would hide from people.
  private static SQLException ended(@Nullable SQLException inItsWords) {
    var ended = new SQLException("the server has ended the stream");
    if (inItsWords != null) {
      ended.addSuppressed(inItsWords);
    }
    return ended;
  }

  /// Lets the slot advance.
  void confirm(long position) throws SQLException {
    var confirmed = LogSequenceNumber.valueOf(position);
    stream.setFlushedLSN(confirmed);
    stream.setAppliedLSN(confirmed);
    stream.forceUpdateStatus();
  }
}
