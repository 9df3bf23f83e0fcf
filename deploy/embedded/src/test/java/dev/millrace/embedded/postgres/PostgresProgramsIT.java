package dev.millrace.embedded.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PostgresProgramsIT {

  @TempDir Path temp;

  /// As another account could do where the folder was open to all.
  @Test
  void programsThatWereChangedAreUnpackedAgainBeforeTheyRun() throws Exception {
    var binaries = Files.createDirectories(temp.resolve("binaries"));
    var opened = PosixFilePermissions.fromString("rwxrwxrwx");
    Files.setPosixFilePermissions(binaries, opened);
    var left = Files.createDirectories(binaries.resolve("PG-0123/bin"));
    start().close();
    var program = find("pg_ctl");
    var before = Files.readAllBytes(program);
    var trap = temp.resolve("trap");
    Files.writeString(program, "#!/bin/sh\ntouch " + trap + "\n");
    var library = Files.writeString(program.resolveSibling("../lib/libm.so.6"), "evil");
    Files.delete(program.resolveSibling("initdb"));
    Files.setPosixFilePermissions(binaries, opened);

    try (var database = start();
        var connection =
            DriverManager.getConnection(
                database.jdbcUrl("postgres"), database.username(), database.password())) {
      assertThat(connection.isValid(5)).isTrue();
    }

    assertThat(trap).doesNotExist();
    assertThat(program).hasBinaryContent(before).isExecutable();
    assertThat(library).doesNotExist();
    assertThat(program.resolveSibling("initdb")).isExecutable();
    assertThat(left).doesNotExist();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(binaries)))
        .isEqualTo("rwx------");
  }

  @Test
  void programsThatAreWholeAreLeftAlone() throws Exception {
    start().close();
    var unpacked = Files.getLastModifiedTime(find("pg_ctl"));
    start().close();
    assertThat(Files.getLastModifiedTime(find("pg_ctl"))).isEqualTo(unpacked);
  }

  private EmbeddedDatabase start() {
    return EmbeddedDatabase.start(
        new EmbeddedDatabaseSettings(temp.resolve("postgres"), 0, temp.resolve("binaries")));
  }

  private Path find(String program) throws IOException {
    try (var paths = Files.walk(temp.resolve("binaries"))) {
      return paths.filter(path -> path.endsWith(Path.of("bin", program))).findFirst().orElseThrow();
    }
  }
}
