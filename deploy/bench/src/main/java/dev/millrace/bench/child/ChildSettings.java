package dev.millrace.bench.child;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/// What a child is told by its environment, which other users of the machine cannot read.
///
/// @param url where its store is: a JDBC URL, but for Redis
/// @param folder scratch space of the child's own
public record ChildSettings(String url, String user, String password, Path folder) {

  private static final String URL = "BENCH_URL";
  private static final String USER = "BENCH_USER";
  private static final String PASSWORD = "BENCH_PASSWORD";
  private static final String FOLDER = "BENCH_FOLDER";

  static ChildSettings of(Map<String, String> environment) {
    return new ChildSettings(
        required(environment, URL),
        required(environment, USER),
        required(environment, PASSWORD),
        Path.of(required(environment, FOLDER)));
  }

  public Map<String, String> toEnvironment() {
    return Map.of(
        URL, url, USER, user, PASSWORD, password, FOLDER, folder.toAbsolutePath().toString());
  }

  @Override
  public String toString() {
    return url;
  }

  private static String required(Map<String, String> environment, String name) {
    return Objects.requireNonNull(environment.get(name), name);
  }
}
