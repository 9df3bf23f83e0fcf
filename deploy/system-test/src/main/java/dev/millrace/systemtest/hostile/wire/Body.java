package dev.millrace.systemtest.hostile.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/// What a request carries, made while it is sent: the attacker's heap is no larger than the
/// victim's.
public interface Body {

  Body NONE = of(new byte[0]);

  long length();

  void writeTo(OutputStream out) throws IOException;

  /// Thrown by a body that leaves in its middle, on purpose.
  final class Abandoned extends IOException {
    private static final long serialVersionUID = 1;
  }

  static Body of(String text) {
    return of(text.getBytes(UTF_8));
  }

  static Body of(byte[]... parts) {
    return new Body() {
      @Override
      public long length() {
        return Arrays.stream(parts).mapToLong(part -> part.length).sum();
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        for (byte[] part : parts) {
          out.write(part);
        }
      }
    };
  }

  /// A head, a piece so many times, and a tail.
  static Body repeated(String head, String piece, long times, String tail) {
    byte[] one = piece.getBytes(UTF_8);
    int most = Math.max(1, 64 * 1024 / one.length);
    byte[] many = piece.repeat(most).getBytes(UTF_8);
    byte[] before = head.getBytes(UTF_8);
    byte[] after = tail.getBytes(UTF_8);
    return new Body() {
      @Override
      public long length() {
        return before.length + times * one.length + after.length;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        out.write(before);
        for (long left = times; left > 0; left -= most) {
          out.write(many, 0, (int) Math.min(left, most) * one.length);
        }
        out.write(after);
      }
    };
  }

  /// A form with one file.
  ///
  /// @param fields pieces of `name`, a line of `\r\n\r\n` and the value, as they are to stand there
  static Body form(String boundary, String fileName, byte[] file, String... fields) {
    var head = new StringBuilder();
    for (String field : fields) {
      head.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"");
      head.append(field).append("\r\n");
    }
    head.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"file\"");
    head.append("; filename=\"").append(fileName).append("\"\r\n\r\n");
    return of(
        head.toString().getBytes(UTF_8), file, ("\r\n--" + boundary + "--\r\n").getBytes(UTF_8));
  }
}
