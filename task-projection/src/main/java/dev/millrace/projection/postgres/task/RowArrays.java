package dev.millrace.projection.postgres.task;

import java.lang.reflect.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Rows turned into one array for each column, for `unnest`.
///
/// The arrays are of types that the driver sends in binary; anything richer is text that the
/// statement casts, or a time, which is a number of microseconds that the statement counts.
public final class RowArrays {

  /// What a column is sent as.
  public enum Kind {
    TEXT("text", String.class),
    /// UUIDs, which the statement casts.
    ID("text", String.class),
    LONG("int8", Long.class),
    INT("int4", Integer.class),
    REAL("float8", Double.class),
    /// Values of [#micros].
    TIME("int8", Long.class);

    private final String sqlType;
    private final Class<?> javaType;

    Kind(String sqlType, Class<?> javaType) {
      this.sqlType = sqlType;
      this.javaType = javaType;
    }
  }

  /// What the statement makes of the values of a [Kind#TIME]: one addition, where a text would be
  /// written, sent and parsed.
  public static String time(String column) {
    return "'epoch'::timestamptz + " + column + " * interval '1 microsecond'";
  }

  /// Microseconds since 1970 in UTC, cut to what a column holds, where the database would round.
  ///
  /// @throws IllegalArgumentException for a time that no column holds, 290,000 years from now
  public static @Nullable Long micros(@Nullable Instant time) {
    try {
      return time == null
          ? null
          : Math.addExact(
              Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000L);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("no column holds the time " + time, e);
    }
  }

  private final Kind[] kinds;
  private final @Nullable Object[][] columns;
  private int rows;

  public RowArrays(int capacity, Kind... kinds) {
    this.kinds = kinds;
    this.columns = new Object[kinds.length][];
    for (int i = 0; i < kinds.length; i++) {
      columns[i] = (Object[]) Array.newInstance(kinds[i].javaType, capacity);
    }
  }

  /// Adds a row; no more of them than the capacity.
  public void add(@Nullable Object... values) {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      columns[i][rows] = value instanceof UUID id ? id.toString() : value;
    }
    rows++;
  }

  public int rows() {
    return rows;
  }

  /// Sets the statement's parameters, one array each, in the order of the columns.
  public void bind(PreparedStatement statement) throws SQLException {
    for (int i = 0; i < kinds.length; i++) {
      var array =
          statement
              .getConnection()
              .createArrayOf(kinds[i].sqlType, Arrays.copyOf(columns[i], rows));
      statement.setArray(i + 1, array);
    }
  }
}
