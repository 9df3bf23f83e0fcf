package dev.millrace.jobs.intake.line;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Cuts a stream of bytes into lines, holding one line and one buffer at a time.
///
/// Lines end with LF or CRLF; the last may lack it. A line over the limit is read to its end and
/// handed out as too long, without being kept.
public final class NdjsonLines {

  /// The longest line, in bytes.
  public static final int LONGEST = 64 * 1024;

  private static final int BUFFER = 16 * 1024;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private final byte[] line = new byte[LONGEST];
  private int at;
  private int filled;
  private int length;
  private long number;
  private boolean tooLong;

  public NdjsonLines(InputStream in) {
    this.in = in;
  }

  /// Goes to the next line.
  ///
  /// @return false at the end of the stream
  public boolean next() throws IOException {
    length = 0;
    tooLong = false;
    boolean any = false;
    while (at < filled || fill()) {
      any = true;
      int end = at;
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      keep(at, end);
      at = end + 1;
      if (end < filled) {
        break;
      }
    }
    number++;
    return any;
  }

  /// The number of the current line, from 1.
  public long number() {
    return number;
  }

  public boolean isTooLong() {
    return tooLong;
  }

  public boolean isBlank() {
    for (int i = 0; i < length; i++) {
      if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
        return false;
      }
    }
    return !tooLong;
  }

  /// The bytes of the current line.
  public byte[] bytes() {
    boolean marked =
        number == 1
            && length >= BYTE_ORDER_MARK.length
            && Arrays.equals(line, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, 3);
    return Arrays.copyOfRange(line, marked ? BYTE_ORDER_MARK.length : 0, length);
  }

  private void keep(int from, int to) {
    int size = to - from;
    if (tooLong || length + size > LONGEST) {
      tooLong = true;
      return;
    }
    System.arraycopy(buffer, from, line, length, size);
    length += size;
  }

  private boolean fill() throws IOException {
    at = 0;
    filled = Math.max(0, in.read(buffer, 0, BUFFER));
    return filled > 0;
  }
}
