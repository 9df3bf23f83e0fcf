package dev.millrace.embedded.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Digests of files, and of all files below a folder.
final class Digests {

  private Digests() {}

  static String sha256(byte[] bytes) {
    return digest("SHA-256", bytes);
  }

  static String md5(byte[] bytes) {
    return digest("MD5", bytes);
  }

  /// A line for each file and each link below the folder, but for one name at its top.
  static Set<String> of(Path folder, String but) throws IOException {
    List<Path> files;
    try (var paths = Files.walk(folder)) {
      files =
          paths
              .filter(path -> Files.isSymbolicLink(path) || !Files.isDirectory(path))
              .filter(path -> !path.equals(folder.resolve(but)))
              .toList();
    }
    try {
      return files.parallelStream()
          .map(path -> line(folder.relativize(path), content(path)))
          .collect(Collectors.toSet());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  static String line(Path name, String content) {
    return content + "  " + name;
  }

  private static String content(Path path) {
    try {
      return Files.isSymbolicLink(path)
          ? Files.readSymbolicLink(path).toString()
          : sha256(Files.readAllBytes(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no " + algorithm, e);
    }
  }
}
