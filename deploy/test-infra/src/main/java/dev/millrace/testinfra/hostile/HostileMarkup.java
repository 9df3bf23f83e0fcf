package dev.millrace.testinfra.hostile;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/// HTML and plain text.
final class HostileMarkup {

  private HostileMarkup() {}

  static byte[] repeated(String before, String piece, int bytes) {
    return text("<!DOCTYPE html><html><body>" + before, piece, bytes);
  }

  /// One element with attributes, all of other names.
  static byte[] ofAttributes(int bytes, Random random) {
    StringBuilder html = new StringBuilder("<!DOCTYPE html><html><body><p");
    for (int i = random.nextInt(1000); html.length() < bytes; i++) {
      html.append(" a").append(i);
    }
    return html.append(">text</p>").toString().getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] text(String piece, int bytes) {
    return text("", piece, bytes);
  }

  private static byte[] text(String before, String piece, int bytes) {
    return (before + piece.repeat(Math.max(1, bytes / piece.length())))
        .getBytes(StandardCharsets.US_ASCII);
  }
}
