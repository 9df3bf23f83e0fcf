package dev.millrace.embedded.postgres;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.millrace.embedded.Folders;
import dev.millrace.embedded.PrivateFolder;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// PostgreSQL's own programs, unpacked once, and compared with their archive before each start.
///
/// They lie in a folder that other accounts cannot enter, so what was compared is what runs. What
/// differs in anything from the archive in the class path is deleted and unpacked again; so is a
/// copy that a kill left half unpacked, because its list of digests is written last.
///
/// The library that starts PostgreSQL unpacks by itself, into folders that it opens to everybody,
/// and never looks again. It leaves alone a folder that is there already: one named after the MD5
/// sum of the archive, with a file `.exists` that is the newest in it. So it gets the digest of the
/// archive for an archive, and the folder that goes with that.
final class PostgresPrograms {

  private static final Logger log = LoggerFactory.getLogger(PostgresPrograms.class);
  private static final String MARK = ".exists";
  private static final String SCRIPT = "detect_linux_distribution_*.sh";

  private static final Set<StandardOpenOption> NEW_OR_OLD =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);

  private final Path folder;

  /// The library opens this one to everybody at each start; the one around it is closed.
  private final Path unpacked;

  private PostgresPrograms(Path folder) {
    this.folder = folder;
    this.unpacked = unpacked(folder);
  }

  static Path unpacked(Path folder) {
    return folder.resolve("unpacked");
  }

  /// Sees to it that the programs in the folder are those of the archive.
  ///
  /// @return what the library takes them from
  static PgBinaryResolver in(Path folder) throws IOException {
    PrivateFolder.ensure(folder);
    return (system, machine) -> {
      var programs = new PostgresPrograms(folder);
      try (var turn = FileChannel.open(folder.resolve("lock"), NEW_OR_OLD);
          var _ = turn.lock()) {
        return new ByteArrayInputStream(
            programs.ready(archive(system, machine)).getBytes(US_ASCII));
      }
    };
  }

  /// Returns the digest of the archive once its files are there.
  private String ready(byte[] archive) throws IOException {
    var digest = Digests.sha256(archive);
    var home = unpacked.resolve("PG-" + Digests.md5(digest.getBytes(US_ASCII)));
    var list = folder.resolve(digest + ".sha256");
    if (!isIntact(home, list)) {
      if (Files.exists(home)) {
        log.warn("PostgreSQL in {} is not as it was unpacked, and is unpacked again", home);
      }
      unpack(archive, home, list);
    }
    return digest;
  }

  private boolean isIntact(Path home, Path list) throws IOException {
    return Files.isRegularFile(list)
        && Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS)
        && Digests.of(home, MARK).equals(new HashSet<>(Files.readAllLines(list)));
  }

  private void unpack(byte[] archive, Path home, Path list) throws IOException {
    Files.deleteIfExists(list);
    deleteOthers();
    PrivateFolder.make(unpacked);
    var unfinished = unpacked.resolve(home.getFileName() + ".new");
    Folders.delete(unfinished);
    PrivateFolder.make(unfinished);
    var written = Archive.unpack(archive, unfinished);
    Files.createFile(unfinished.resolve(MARK));
    Folders.delete(home);
    Files.move(unfinished, home);
    var fresh = folder.resolve(list.getFileName() + ".new");
    Files.write(fresh, written);
    Files.move(fresh, list, StandardCopyOption.ATOMIC_MOVE);
  }

  /// What an earlier version unpacked beside it, where everybody could write.
  private void deleteOthers() throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      for (var path : found.toList()) {
        if (Objects.toString(path.getFileName()).startsWith("PG-")) {
          Folders.delete(path);
        }
      }
    }
  }

  /// The archive for this system, found by a script that the library leaves in the folder for
  /// temporary files.
  private static byte[] archive(String system, String machine) throws IOException {
    var before = scripts();
    try (var archive = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine)) {
      return archive.readAllBytes();
    } finally {
      for (var script : scripts()) {
        if (!before.contains(script)) {
          Files.deleteIfExists(script);
        }
      }
    }
  }

  private static Set<Path> scripts() throws IOException {
    var found = new HashSet<Path>();
    try (var scripts =
        Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), SCRIPT)) {
      scripts.forEach(found::add);
    }
    return found;
  }
}
