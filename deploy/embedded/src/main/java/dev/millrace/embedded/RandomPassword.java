package dev.millrace.embedded;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/// Passwords that no person has to know: 24 random bytes, in a file that its owner alone can read.
public final class RandomPassword {

  private RandomPassword() {}

  /// The password in the file; made first where there is none.
  public static String of(Path file) {
    return PrivateFile.readOrMake(file, RandomPassword::make);
  }

  private static String make() {
    var bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
