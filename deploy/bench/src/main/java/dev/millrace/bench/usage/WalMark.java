package dev.millrace.bench.usage;

import dev.millrace.bench.contender.RunningContender.DatabaseAccess;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// How far a server's WAL is, at one moment.
///
/// @param position bytes from the beginning of all WAL, exact at any time
/// @param records of `pg_stat_wal`
/// @param recordBytes of `pg_stat_wal`, of those records
public record WalMark(long position, long records, long recordBytes) {

  /// A connection tells the statistics once a second while it works, and ten seconds after its last
  /// work what is left.
  private static final Duration STATISTICS_LATE = Duration.ofSeconds(12);

  /// What is not worth waiting for.
  private static final long LITTLE = 64 << 10;

  /// What was written since another mark.
  public record Growth(double bytes, double records) {}

  public static WalMark of(DatabaseAccess server) throws SQLException {
    try (var connection = server.connect();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint,
                  wal_records, wal_bytes::bigint from pg_stat_wal
                """)) {
      rows.next();
      return new WalMark(rows.getLong(1), rows.getLong(2), rows.getLong(3));
    }
  }

  /// What the server has written since this mark. Waits until the statistics know of half of it at
  /// least.
  public Growth untilNow(DatabaseAccess server) throws SQLException, InterruptedException {
    var now = of(server);
    long bytes = now.position - position;
    long end = System.nanoTime() + STATISTICS_LATE.toNanos();
    while (2 * (now.recordBytes - recordBytes) < bytes - LITTLE && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(100);
      now = of(server);
    }
    return growth(bytes, now);
  }

  /// The statistics are late, so they give the size of a record, and the position the bytes.
  Growth growth(long bytes, WalMark now) {
    long counted = now.recordBytes - recordBytes;
    double perByte = counted > 0 ? (now.records - records) / (double) counted : 0;
    return new Growth(bytes, bytes * perByte);
  }
}
