package dev.millrace.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/// A secret in a file that its owner alone can read.
///
/// It is written beside its place and moved there, so a crash leaves either none or all of it.
public final class PrivateFile {

  private PrivateFile() {}

  /// The secret in the file; made first where there is none.
  public static String readOrMake(Path file, Supplier<String> secret) {
    try {
      if (!Files.exists(file)) {
        replace(file, secret.get());
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes this secret in place of the one of before, if any.
  public static void replace(Path file, String secret) throws IOException {
    var unfinished =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            "secret",
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(unfinished, secret + "\n");
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
