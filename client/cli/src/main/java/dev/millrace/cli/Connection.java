package dev.millrace.cli;

import dev.millrace.client.MillraceClient;
import dev.millrace.client.Tasks;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// Where Millrace is and who asks, from the environment. A token is no option: others could see it
/// in the list of processes.
record Connection(Map<String, String> environment) {

  private static final String URL = "MILLRACE_URL";
  private static final String TOKEN = "MILLRACE_TOKEN";
  private static final String TOKEN_FILE = "MILLRACE_TOKEN_FILE";
  private static final long LARGEST_TOKEN = 64 << 10;

  /// @throws IllegalArgumentException in a line that says what is missing
  Tasks tasks() {
    String token = environment.getOrDefault(TOKEN, "");
    String file = environment.getOrDefault(TOKEN_FILE, "");
    if (token.isBlank() && file.isBlank()) {
      throw new IllegalArgumentException(
          "there is no token: set " + TOKEN + ", or " + TOKEN_FILE + " to a file with it");
    }
    return MillraceClient.of(address(), token.isBlank() ? () -> read(file) : () -> token)
        .timeout(Duration.ofSeconds(20))
        .retries(3)
        .build()
        .tasks();
  }

  private URI address() {
    String given = environment.getOrDefault(URL, "");
    return URI.create(given.isBlank() ? "http://127.0.0.1:8080" : given.strip());
  }

  private static String read(String file) {
    try {
      if (Files.size(Path.of(file)) > LARGEST_TOKEN) {
        throw new IllegalArgumentException(file + " is too large for a token");
      }
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new IllegalArgumentException("the token cannot be read: " + e.getMessage(), e);
    }
  }

  /// Prints no token.
  @Override
  public String toString() {
    return "Connection[]";
  }
}
