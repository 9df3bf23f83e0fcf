package dev.millrace.client.spring;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The token in a file that somebody else renews, such as a volume of Kubernetes. It is so small
/// that it is read for each call: a copy could be older than the file.
final class TokenFile implements MillraceTokens {

  private static final int LARGEST = 64 << 10;

  private final Path file;

  TokenFile(Path file) {
    this.file = file;
  }

  @Override
  public String get() {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new IllegalStateException(file + " is too large for a token");
      }
      return new String(bytes, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("The token cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return "TokenFile[" + file + "]";
  }
}
