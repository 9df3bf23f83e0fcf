package dev.millrace.testinfra.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.Deflater;

/// The filters of PDF the other way round, over many equal bytes.
final class Encodings {

  /// White space, which any parser takes.
  private static final byte FILL = ' ';

  private Encodings() {}

  static byte[] flate(int bytes) {
    byte[] piece = new byte[1 << 20];
    Arrays.fill(piece, FILL);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[64 * 1024];
    try (Deflater deflater = new Deflater()) {
      for (int left = bytes; left > 0; left -= piece.length) {
        deflater.setInput(piece, 0, Math.min(left, piece.length));
        drain(deflater, buffer, out);
      }
      deflater.finish();
      drain(deflater, buffer, out);
    }
    return out.toByteArray();
  }

  static byte[] flate(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Deflater deflater = new Deflater()) {
      deflater.setInput(content);
      deflater.finish();
      drain(deflater, new byte[64 * 1024], out);
    }
    return out.toByteArray();
  }

  static byte[] hex(byte[] content) {
    return (HexFormat.of().formatHex(content) + ">").getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] ascii85(byte[] content) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < content.length; at += 4) {
      int length = Math.min(4, content.length - at);
      long word = 0;
      for (int i = 0; i < 4; i++) {
        word = word << 8 | (i < length ? content[at + i] & 0xFF : 0);
      }
      char[] group = new char[5];
      for (int i = 4; i >= 0; i--) {
        group[i] = (char) ('!' + word % 85);
        word /= 85;
      }
      text.append(
          length == 4 && new String(group).equals("!!!!!")
              ? "z"
              : new String(group, 0, length + 1));
    }
    return text.append("~>").toString().getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] runs(int bytes) {
    byte[] runs = new byte[bytes / 128 * 2 + 1];
    for (int i = 0; i + 1 < runs.length; i += 2) {
      runs[i] = (byte) (257 - 128);
      runs[i + 1] = FILL;
    }
    runs[runs.length - 1] = (byte) 128;
    return runs;
  }

  /// Each code stands for one byte more than the one before, until the table is full.
  static byte[] lzw(int bytes) {
    Bits bits = new Bits();
    long produced = 0;
    while (produced < bytes) {
      bits.add(256, produced == 0 ? 9 : 12);
      bits.add(FILL, 9);
      produced++;
      for (int code = 258; code < 4094; code++) {
        // One earlier than the code needs it, as PDF has it.
        bits.add(code, code < 511 ? 9 : code < 1023 ? 10 : code < 2047 ? 11 : 12);
        produced += code - 256;
      }
    }
    bits.add(257, 12);
    return bits.bytes();
  }

  private static void drain(Deflater deflater, byte[] buffer, ByteArrayOutputStream out) {
    for (int count = deflater.deflate(buffer); count > 0; count = deflater.deflate(buffer)) {
      out.write(buffer, 0, count);
    }
  }

  /// Codes of some bits, one after the other.
  private static final class Bits {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private long kept;
    private int count;

    void add(int code, int width) {
      kept = kept << width | code;
      count += width;
      while (count >= 8) {
        count -= 8;
        out.write((int) (kept >>> count));
      }
    }

    byte[] bytes() {
      if (count > 0) {
        out.write((int) (kept << (8 - count)));
      }
      return out.toByteArray();
    }
  }
}
