package dev.millrace.embedded;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/// Passwords nobody has to know: random ones, and the superuser's of one cluster, which is made
/// with the cluster and readable by its owner alone.
final class DatabasePassword {

  private DatabasePassword() {}

  static String of(Path file) {
    return PrivateFile.readOrMake(file, DatabasePassword::random);
  }

  static String random() {
    var bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
