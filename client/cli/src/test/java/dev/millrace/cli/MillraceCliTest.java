package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MillraceCliTest {

  private static final String ID = "01936b2e-7c3a-7d52-9c1e-3f6a5b8d9e01";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "task",
        "tasks",
        "task show",
        "task show 7",
        "task show --token x " + ID,
        "task submit",
        "task submit sleep {",
        "task submit Sleep {}",
        "task submit sleep {} --priority urgent",
        "task list --status done"
      })
  void whatIsWrittenWrongIsCode2(String line) {
    int code =
        run(Map.of("MILLRACE_TOKEN", "a.b.c"), line.isEmpty() ? new String[0] : line.split(" "));

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).isNotBlank();
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void withoutATokenItSaysWhereOneIsTakenFrom() {
    assertThat(run(Map.of(), "task", "list")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "millrace: there is no token: set MILLRACE_TOKEN, or MILLRACE_TOKEN_FILE to a file with"
                + " it");
  }

  @Test
  void aTokenFileThatCannotBeReadIsCode2(@TempDir Path folder) throws IOException {
    Path large = Files.writeString(folder.resolve("large"), "x".repeat(100_000));

    assertThat(run(Map.of("MILLRACE_TOKEN_FILE", folder + "/none"), "task", "list")).isEqualTo(2);
    assertThat(run(Map.of("MILLRACE_TOKEN_FILE", large.toString()), "task", "list")).isEqualTo(2);
    assertThat(err.toString()).contains("the token cannot be read", "too large for a token");
  }

  @Test
  void aTokenIsInNoMessage() {
    Map<String, String> environment =
        Map.of("MILLRACE_TOKEN", "secret two", "MILLRACE_URL", "http://127.0.0.1:1");

    assertThat(run(environment, "task", "list")).isEqualTo(2);
    assertThat(err.toString()).isNotBlank().doesNotContain("secret");
  }

  @Test
  void helpHasEveryCommandAndTheCodes() {
    assertThat(run(Map.of(), "task", "--help")).isZero();
    assertThat(out.toString())
        .contains(
            "submit",
            "watch",
            "list",
            "show",
            "cancel",
            "pause",
            "resume",
            "redrive",
            "3 the task was cancelled");
  }

  @Test
  void completionKnowsTheCommands() {
    assertThat(run(Map.of(), "completion")).isZero();
    assertThat(out.toString()).contains("complete -F", "redrive", "--max-retries");
  }

  private int run(Map<String, String> environment, String... arguments) {
    CommandLine command = MillraceCli.of(environment, false);
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return command.execute(arguments);
  }
}
