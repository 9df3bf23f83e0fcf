package dev.millrace.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Folders that nobody but this process's user can enter.
///
/// What lies in such a folder needs no modes of its own: other accounts do not get to it.
public final class PrivateFolder {

  private static final Set<PosixFilePermission> OWNERS_ALONE =
      PosixFilePermissions.fromString("rwx------");
  private static final FileAttribute<Set<PosixFilePermission>> MADE_SO =
      PosixFilePermissions.asFileAttribute(OWNERS_ALONE);

  private PrivateFolder() {}

  /// Makes the folder, or takes from others what they may do in it.
  ///
  /// @throws StartupProblem when it is another user's
  public static void ensure(Path folder) throws IOException {
    makeOwn(folder);
    narrow(folder);
  }

  /// Makes the folder if it is not there, for its owner alone; one that is there stays as it is.
  ///
  /// @throws StartupProblem when it is another user's
  static void makeOwn(Path folder) throws IOException {
    make(folder);
    requireOwn(folder);
    requireOwn(folder.toRealPath());
  }

  public static void make(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      var parent = folder.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.createDirectory(folder, MADE_SO);
    }
  }

  static boolean isOpenToOthers(Path folder) throws IOException {
    return !OWNERS_ALONE.containsAll(Files.getPosixFilePermissions(folder));
  }

  /// Closes a folder that was open to others, and all below it.
  ///
  /// While it was open, others may have put something of theirs there: then it stays as it was, so
  /// that the next start refuses it, too.
  ///
  /// @throws StartupProblem when something in it is another user's
  public static void close(Path opened) throws IOException {
    var folder = opened.toRealPath();
    var before = Files.getPosixFilePermissions(folder);
    narrow(folder);
    List<Path> content;
    try (var paths = Files.walk(folder)) {
      content = paths.toList();
    }
    try {
      for (var path : content) {
        requireOwn(path);
      }
    } catch (StartupProblem e) {
      Files.setPosixFilePermissions(folder, before);
      throw e;
    }
    for (var path : content) {
      if (!Files.isSymbolicLink(path)) {
        narrow(path);
      }
    }
  }

  private static void requireOwn(Path path) throws IOException {
    var owner = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
    if (!owner.equals(Self.USER)) {
      throw new StartupProblem(
          path
              + " belongs to "
              + owner.getName()
              + " and not to "
              + Self.USER.getName()
              + ", who starts Millrace; change its owner or choose another folder with"
              + " MILLRACE_DATA.");
    }
  }

  private static void narrow(Path path) throws IOException {
    var allowed = EnumSet.copyOf(OWNERS_ALONE);
    if (!Files.isDirectory(path)) {
      allowed.retainAll(Files.getPosixFilePermissions(path));
    }
    if (!allowed.equals(Files.getPosixFilePermissions(path))) {
      Files.setPosixFilePermissions(path, allowed);
    }
  }

  /// Who this process is, as the file system sees it: a container's user may have no name.
  private static final class Self {

    static final UserPrincipal USER = owner();

    private static UserPrincipal owner() {
      try {
        var mine = Files.createTempFile("millrace-", ".owner");
        try {
          return Files.getOwner(mine);
        } finally {
          Files.delete(mine);
        }
      } catch (IOException e) {
        throw new StartupProblem("The folder for temporary files cannot be written.", e);
      }
    }
  }
}
