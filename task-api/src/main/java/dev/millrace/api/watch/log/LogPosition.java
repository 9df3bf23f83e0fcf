package dev.millrace.api.watch.log;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/// A position in the event log: the next offset of each partition. Immutable.
///
/// As text it is what clients get as the `id:` of an event: the offsets in order, each as a
/// variable-length integer (seven bits a byte, low bits first, as in Protocol Buffers), in URL-safe
/// Base64. It means the same at every process and for as long as the log keeps its records.
public final class LogPosition {

  private static final int MOST_PARTITIONS = 1_000;
  private static final int LONGEST_VARINT = 9;

  private final long[] next;

  private LogPosition(long[] next) {
    this.next = next;
  }

  public static LogPosition of(long... next) {
    return new LogPosition(next.clone());
  }

  /// The position of these.
  ///
  /// @param next the next offset by partition; one that is missing begins at 0
  public static LogPosition of(Map<Integer, Long> next) {
    int partitions = next.keySet().stream().mapToInt(partition -> partition + 1).max().orElse(1);
    long[] offsets = new long[partitions];
    next.forEach((partition, offset) -> offsets[partition] = offset);
    return new LogPosition(offsets);
  }

  public int partitions() {
    return next.length;
  }

  public long next(int partition) {
    return next[partition];
  }

  /// The same, with partitions that have been added since at their beginning.
  public LogPosition over(int partitions) {
    return partitions <= next.length ? this : new LogPosition(Arrays.copyOf(next, partitions));
  }

  /// The position behind a record; the same where that was passed already.
  public LogPosition after(int partition, long offset) {
    if (offset < next[partition]) {
      return this;
    }
    long[] moved = next.clone();
    moved[partition] = offset + 1;
    return new LogPosition(moved);
  }

  /// Of each partition whichever is later; both have the same partitions.
  public LogPosition max(LogPosition other) {
    long[] later = next.clone();
    for (int partition = 0; partition < later.length; partition++) {
      later[partition] = Math.max(later[partition], other.next[partition]);
    }
    return new LogPosition(later);
  }

  /// Of each partition whichever is earlier; both have the same partitions.
  public LogPosition min(LogPosition other) {
    long[] earlier = next.clone();
    for (int partition = 0; partition < earlier.length; partition++) {
      earlier[partition] = Math.min(earlier[partition], other.next[partition]);
    }
    return new LogPosition(earlier);
  }

  /// Whether the log still has, or will have, all records from here on.
  ///
  /// @param begin of the log
  /// @param end of the log
  public boolean isWithin(LogPosition begin, LogPosition end) {
    for (int partition = 0; partition < next.length; partition++) {
      boolean isLost = next[partition] > 0 && next[partition] < begin.next[partition];
      if (isLost || next[partition] > end.next[partition]) {
        return false;
      }
    }
    return true;
  }

  /// Whether nothing before `other` lies ahead of this.
  public boolean isAtOrAfter(LogPosition other) {
    for (int partition = 0; partition < other.next.length; partition++) {
      if (partition >= next.length || next[partition] < other.next[partition]) {
        return false;
      }
    }
    return true;
  }

  /// How many records lie between `earlier` and this, where this is later.
  public long recordsSince(LogPosition earlier) {
    long records = 0;
    for (int partition = 0; partition < next.length; partition++) {
      long from = partition < earlier.next.length ? earlier.next[partition] : 0;
      records += Math.max(0, next[partition] - from);
    }
    return records;
  }

  public String encode() {
    ByteBuffer bytes = ByteBuffer.allocate(next.length * LONGEST_VARINT);
    for (long offset : next) {
      long rest = offset;
      while (rest >= 0x80) {
        bytes.put((byte) (rest | 0x80));
        rest >>>= 7;
      }
      bytes.put((byte) rest);
    }
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOf(bytes.array(), bytes.position()));
  }

  /// Reads what [#encode] wrote.
  ///
  /// @throws IllegalArgumentException when it is anything else
  public static LogPosition decode(String text) {
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    long[] next = new long[Math.min(bytes.length, MOST_PARTITIONS + 1)];
    int partition = 0;
    int shift = 0;
    for (byte part : bytes) {
      if (partition == MOST_PARTITIONS || shift == 7 * LONGEST_VARINT) {
        throw new IllegalArgumentException("too many or too large offsets");
      }
      next[partition] |= (part & 0x7FL) << shift;
      shift += 7;
      if (part >= 0) {
        partition++;
        shift = 0;
      }
    }
    if (shift != 0 || partition == 0) {
      throw new IllegalArgumentException("the last offset is missing or incomplete");
    }
    return new LogPosition(Arrays.copyOf(next, partition));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LogPosition position && Arrays.equals(next, position.next);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(next);
  }

  @Override
  public String toString() {
    return Arrays.toString(next);
  }
}
