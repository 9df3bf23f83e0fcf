package dev.millrace.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The folder that holds everything a standalone Millrace keeps (`MILLRACE_DATA`), held by this
/// process alone, and open to its user alone.
///
/// The lock is the kernel's, so it ends with the process however that ends: a killed process leaves
/// a lock file that nobody holds, and the next one takes it. The file names the process, for those
/// who want to stop it. The version is written before anything else, so a folder without one is
/// new.
public final class DataFolder implements AutoCloseable {

  /// The layout below this folder. It rises when an older Millrace could not read what a newer one
  /// writes there.
  static final String VERSION = "1";

  static final long LEAST_FREE_BYTES = 1L << 30;

  private static final Logger log = LoggerFactory.getLogger(DataFolder.class);

  private final Path path;
  private final FileChannel lockFile;
  private final FileLock lock;

  private DataFolder(Path path, FileChannel lockFile, FileLock lock) {
    this.path = path;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /// Takes the folder, and makes it if it is not there yet.
  ///
  /// One that other users could enter is closed to them.
  ///
  /// @throws StartupProblem when the folder is in use, is of another version, cannot be written,
  ///   has too little space, or holds something of another user
  public static DataFolder open(Path folder) {
    var path = folder.toAbsolutePath().normalize();
    try {
      PrivateFolder.makeOwn(path);
    } catch (IOException e) {
      throw new StartupProblem(
          "The data folder "
              + path
              + " cannot be made ("
              + reason(e)
              + "); choose another with MILLRACE_DATA.",
          e);
    }
    var data = lock(path);
    try {
      data.requirePrivacy();
      data.requireVersion();
      requireSpace(path, path.toFile().getUsableSpace());
      return data;
    } catch (RuntimeException e) {
      data.close();
      throw e;
    }
  }

  public Path path() {
    return path;
  }

  /// Where [EmbeddedKafka] keeps its log.
  public Path kafka() {
    return path.resolve("kafka");
  }

  /// Where the password of [KafkaLogin] is kept.
  public static Path kafkaPassword(Path folder) {
    return folder.resolve("kafka.password");
  }

  /// Where [EmbeddedDatabase] keeps its cluster.
  public Path postgres() {
    return path.resolve("postgres");
  }

  @Override
  public void close() {
    try (lockFile) {
      lock.release();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DataFolder lock(Path path) {
    FileChannel channel;
    try {
      channel =
          FileChannel.open(
              path.resolve("lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              // In a folder that others could write to it may be a link to a file of this user.
              LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw notWritable(path, e);
    }
    try {
      var lock = tryLock(channel);
      if (lock == null) {
        var holder = Files.readString(path.resolve("lock")).strip();
        channel.close();
        throw new StartupProblem(
            "The data folder "
                + path
                + " is in use by another running Millrace (process "
                + holder
                + "); stop that one or choose another folder with MILLRACE_DATA.");
      }
      channel.truncate(0);
      channel.write(UTF_8.encode(ProcessHandle.current().pid() + "\n"));
      return new DataFolder(path, channel, lock);
    } catch (IOException e) {
      throw notWritable(path, e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // The holder is this very process: to the caller that is the same as any other holder.
      return null;
    }
  }

  /// Its content is looked at as a whole only once: then nobody else can get in any more.
  private void requirePrivacy() {
    try {
      if (PrivateFolder.isOpenToOthers(path)) {
        PrivateFolder.close(path);
        log.warn("The data folder {} was open to other users; now it is its owner's alone", path);
      }
    } catch (IOException e) {
      throw notWritable(path, e);
    }
  }

  private void requireVersion() {
    var file = path.resolve("version");
    try {
      if (!Files.exists(file)) {
        var fresh = Files.writeString(path.resolve("version.new"), VERSION + "\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      }
      var found = Files.readString(file).strip();
      if (!found.equals(VERSION)) {
        throw new StartupProblem(
            "The data folder "
                + path
                + " was written by another version of Millrace (layout "
                + found
                + ", this one reads "
                + VERSION
                + "); start that version, or choose an empty folder with MILLRACE_DATA.");
      }
    } catch (IOException e) {
      throw notWritable(path, e);
    }
  }

  static void requireSpace(Path path, long freeBytes) {
    if (freeBytes < LEAST_FREE_BYTES) {
      throw new StartupProblem(
          "The data folder "
              + path
              + " has "
              + (freeBytes >> 20)
              + " MB of free disk space and needs at least "
              + (LEAST_FREE_BYTES >> 20)
              + " MB; free some, or choose another folder with MILLRACE_DATA.");
    }
  }

  private static StartupProblem notWritable(Path path, IOException e) {
    return new StartupProblem(
        "The data folder "
            + path
            + " cannot be written ("
            + reason(e)
            + "); change its owner or choose another with MILLRACE_DATA.",
        e);
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName().replace("Exception", "") + ": " + e.getMessage();
  }
}
