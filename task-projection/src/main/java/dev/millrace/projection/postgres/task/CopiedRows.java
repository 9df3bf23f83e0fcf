package dev.millrace.projection.postgres.task;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/// Writes rows by `COPY`, in its binary format: PostgreSQL puts them on their pages many at a time,
/// and evaluates nothing.
///
/// The values of a row come one after the other, in the order of its columns. Rows that are there
/// already fail the whole statement. What fails is thrown as the driver says it, so that a value
/// which cannot be stored is told from a database that is away.
public final class CopiedRows {

  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final short END = -1;
  private static final int NULL = -1;
  private static final int AT_ONCE = 64 << 10;

  /// PostgreSQL counts from 2000.
  private static final long EPOCH_MICROS = 946_684_800_000_000L;

  private static final long EPOCH_DAYS = 10_957;

  /// Types of array elements, from `pg_type`.
  private static final int BIGINT = 20;

  private static final int TEXT = 25;
  private static final int JSON = 114;
  private static final int TIMESTAMPTZ = 1184;
  private static final int UUID_TYPE = 2950;

  private final CopyIn copy;
  private ByteBuffer buffer = ByteBuffer.allocate(AT_ONCE);

  private CopiedRows(CopyIn copy) {
    this.copy = copy;
  }

  /// Copies into a table, in the current transaction; nothing where there are no rows.
  ///
  /// @param into the table and its columns, such as `task (task_id, sequence)`
  /// @param row writes the values of one
  public static <T> void copy(
      JdbcTemplate jdbc, String into, int columns, List<T> rows, BiConsumer<CopiedRows, T> row) {
    if (!rows.isEmpty()) {
      jdbc.execute(
          (ConnectionCallback<@Nullable Void>)
              connection -> {
                copy(connection, into, columns, rows, row);
                return null;
              });
    }
  }

  private static <T> void copy(
      Connection connection, String into, int columns, List<T> rows, BiConsumer<CopiedRows, T> row)
      throws SQLException {
    CopyIn copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("copy " + into + " from stdin (format binary)");
    try {
      var copied = new CopiedRows(copy);
      copied.buffer.put(SIGNATURE);
      for (T one : rows) {
        copied.flush();
        copied.room(Short.BYTES).putShort((short) columns);
        row.accept(copied, one);
      }
      copied.room(Short.BYTES).putShort(END);
      copied.send();
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  /// A value of a kind, as [RowArrays] takes it, too.
  void value(RowArrays.Kind kind, @Nullable Object value) {
    if (value == null) {
      room(Integer.BYTES).putInt(NULL);
      return;
    }
    switch (kind) {
      case TEXT -> text((String) value);
      case ID -> id((UUID) value);
      case LONG -> number((Long) value);
      case INT -> room(2 * Integer.BYTES).putInt(Integer.BYTES).putInt((Integer) value);
      case REAL -> room(12).putInt(Double.BYTES).putDouble((Double) value);
      case TIME -> micros((Long) value);
    }
  }

  public CopiedRows id(UUID value) {
    room(Integer.BYTES + 2 * Long.BYTES)
        .putInt(2 * Long.BYTES)
        .putLong(value.getMostSignificantBits())
        .putLong(value.getLeastSignificantBits());
    return this;
  }

  public CopiedRows text(String value) {
    byte[] bytes = value.getBytes(UTF_8);
    room(Integer.BYTES + bytes.length).putInt(bytes.length).put(bytes);
    return this;
  }

  public CopiedRows number(long value) {
    room(12).putInt(Long.BYTES).putLong(value);
    return this;
  }

  public CopiedRows time(Instant value) {
    return micros(Objects.requireNonNull(RowArrays.micros(value)));
  }

  /// A time, as [RowArrays#micros] counts it.
  public CopiedRows micros(long value) {
    return number(Math.subtractExact(value, EPOCH_MICROS));
  }

  public CopiedRows day(LocalDate value) {
    room(8).putInt(Integer.BYTES).putInt(Math.toIntExact(value.toEpochDay() - EPOCH_DAYS));
    return this;
  }

  public CopiedRows numbers(List<Long> values) {
    return array(BIGINT, values, this::number);
  }

  public CopiedRows texts(List<String> values) {
    return array(TEXT, values, this::text);
  }

  public CopiedRows jsons(List<String> values) {
    return array(JSON, values, this::text);
  }

  public CopiedRows times(List<Instant> values) {
    return array(TIMESTAMPTZ, values, this::time);
  }

  public CopiedRows ids(List<UUID> values) {
    return array(UUID_TYPE, values, this::id);
  }

  /// One dimension, without nulls, numbered from 1.
  private <T> CopiedRows array(int type, List<T> values, Consumer<T> element) {
    int start = room(6 * Integer.BYTES).position();
    buffer.putInt(0).putInt(1).putInt(0).putInt(type).putInt(values.size()).putInt(1);
    values.forEach(element);
    buffer.putInt(start, buffer.position() - start - Integer.BYTES);
    return this;
  }

  /// A row is in the buffer as a whole, however large it is.
  private ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      int needed = Math.addExact(buffer.position(), bytes);
      buffer = ByteBuffer.allocate(Math.max(needed, 2 * buffer.capacity())).put(buffer.flip());
    }
    return buffer;
  }

  private void flush() throws SQLException {
    if (buffer.position() >= AT_ONCE / 2) {
      send();
    }
  }

  private void send() throws SQLException {
    copy.writeToCopy(buffer.array(), 0, buffer.position());
    buffer.clear();
  }
}
