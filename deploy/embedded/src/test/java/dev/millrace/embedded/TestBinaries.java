package dev.millrace.embedded;

import java.nio.file.Path;

/// Where the tests unpack PostgreSQL, once for all of them.
final class TestBinaries {

  static final Path FOLDER = Path.of("target", "postgres-binaries").toAbsolutePath();

  private TestBinaries() {}
}
