package dev.millrace.embedded.postgres;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// A `tar` that is compressed with `xz`.
final class Archive {

  private static final int OWNER_MAY_EXECUTE = 0100;

  private Archive() {}

  /// Writes all files into the folder, for their owner alone.
  ///
  /// @return a line for each, as [Digests] makes it of a folder
  static List<String> unpack(byte[] archive, Path folder) throws IOException {
    var lines = new ArrayList<String>();
    try (var entries =
        new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
      for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        var path = folder.resolve(entry.getName()).normalize();
        if (!path.startsWith(folder)) {
          throw new IOException("the archive leads out of its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(path);
        } else {
          Files.createDirectories(path.getParent());
          lines.add(write(entries, entry, path, folder.relativize(path)));
        }
      }
    }
    return lines;
  }

  private static String write(
      TarArchiveInputStream content, TarArchiveEntry entry, Path path, Path name)
      throws IOException {
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      return Digests.line(name, entry.getLinkName());
    }
    if (!entry.isFile()) {
      throw new IOException("neither a file nor a link: " + entry.getName());
    }
    var bytes = content.readAllBytes();
    var mode = (entry.getMode() & OWNER_MAY_EXECUTE) == 0 ? "rw-------" : "rwx------";
    Files.createFile(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)));
    Files.write(path, bytes);
    return Digests.line(name, Digests.sha256(bytes));
  }
}
