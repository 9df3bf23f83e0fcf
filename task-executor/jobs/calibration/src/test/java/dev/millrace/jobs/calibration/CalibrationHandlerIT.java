package dev.millrace.jobs.calibration;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.stored.Json;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TransientFailure;
import dev.millrace.executor.testkit.RecordingTaskContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;

/// Real processes; what they run is `sh` because every test machine has it.
@Timeout(60)
class CalibrationHandlerIT {

  private static final String HASH = "c12fe1c06bba254a9dc9f519b335aa7c1367a88a";

  @TempDir private Path notes = Path.of("");
  private final RecordingTaskContext context = RecordingTaskContext.inMemory();

  @Test
  void theAnswerIsTheCommandsJson() throws Exception {
    CalibrationResult result = run("echo '{\"name\":\"a\",\"hash\":\"'$1'\"}'");
    assertThat(result.answer().as(JsonNode.class).path("hash").asString()).isEqualTo(HASH);
    assertThat(result.truncated()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"size\":12345678901234567890123456789.10,\"far\":1E+400,\"near\":-1E-400}",
        "[9223372036854775808,1.0,0.1,{}]",
        "1E+400"
      })
  void numbersKeepTheirDigits(String json) throws Exception {
    CalibrationResult result = run("printf %s '" + json + "'");
    assertThat(result.answer().text()).isEqualTo(json);
    assertThat(Json.of(result).text()).contains("\"answer\":" + json + ",");
  }

  @Test
  void whatIsNoJsonIsAText() throws Exception {
    assertThat(run("printf NaN").answer().text()).isEqualTo("\"NaN\"");
    assertThat(run("printf '1 2'").answer().text()).isEqualTo("\"1 2\"");
    assertThat(run("printf 1e99999999999").answer().text()).isEqualTo("\"1e99999999999\"");
    assertThat(run("true").answer().text()).isEqualTo("\"\"");
  }

  @Test
  void anArgumentIsNeverReadByAShell() throws Exception {
    CalibrationHandler handler =
        handler(List.of("printf", "%s|", "$(id) ; `id` *", "{infoHash}"), Map.of());
    assertThat(handler.run(new CalibrationParameters(HASH), context).answer().as(String.class))
        .isEqualTo("$(id) ; `id` *|" + HASH + "|");
  }

  @Test
  void theCommandSeesNothingOfThisProcess() throws Exception {
    CalibrationHandler handler =
        handler(
            List.of("sh", "-c", "env | cut -d= -f1 | sort; pwd; ls -A", "{infoHash}"),
            Map.of("EXTRA", "1"));
    List<String> lines =
        handler
            .run(new CalibrationParameters(HASH), context)
            .answer()
            .as(String.class)
            .lines()
            .toList();
    assertThat(lines).contains("EXTRA", "HOME", "LANG", "PATH", "PASSED", "TMPDIR");
    assertThat(lines)
        .allMatch(l ->
            Set.of(
                        "EXTRA", "HOME", "LANG", "PATH", "PASSED", "TMPDIR", "PWD", "OLDPWD",
                        "SHLVL", "_")
                    .contains(l)
                || l.contains("millrace-calibration-"));
    assertThat(Path.of(lines.getLast())).as("the folder is gone afterwards").doesNotExist();
  }

  @Test
  void outputIsLimitedAndReachesProgress() throws Exception {
    CalibrationResult result =
        run("echo first; sleep 0.5; yes 0123456789 | head -c 300000; sleep 0.5");
    assertThat(result.truncated()).isTrue();
    assertThat(result.answer().as(String.class)).hasSize(64 * 1024).startsWith("first");
    assertThat(context.progress())
        .extracting(RecordingTaskContext.Progress::message)
        .contains("first");
  }

  @Test
  void exitCodesSayWhetherToRetry() {
    assertThat(catchThrowableOfType(TransientFailure.class, () -> run("echo busy >&2; exit 75")))
        .hasMessageContaining("75: busy");
    assertThat(catchThrowableOfType(PermanentFailure.class, () -> run("exit 66")).code())
        .isEqualTo("command-failed");
    assertThat(catchThrowableOfType(TransientFailure.class, () -> run("kill -9 $$")).code())
        .isEqualTo("command-killed");
    CalibrationHandler missing = handler(List.of("no-such-program", "{infoHash}"), Map.of());
    assertThat(
            catchThrowableOfType(
                    PermanentFailure.class,
                    () -> missing.run(new CalibrationParameters(HASH), context))
                .code())
        .isEqualTo("no-calibration-command");
  }

  @Test
  void whatTheCommandLeavesBehindDiesWithIt() throws Exception {
    run(stubborn(30) + " & echo $! > " + notes.resolve("child") + "; sleep 0.3");
    await().atMost(3, SECONDS).until(() -> !alive("child"));
  }

  @Test
  void anInterruptEndsTheWholeGroupEvenIfItIgnoresTerm() throws Exception {
    String script =
        "%s & echo $! > %s; trap '' TERM; echo $$ > %s; while :; do sleep 1; done"
            .formatted(stubborn(60), notes.resolve("child"), notes.resolve("parent"));
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread running =
        Thread.ofVirtual()
            .start(() -> {
              try {
                run(script);
                interrupted.complete(false);
              } catch (InterruptedException e) {
                interrupted.complete(true);
              } catch (IOException | RuntimeException e) {
                interrupted.completeExceptionally(e);
              }
            });
    await().atMost(20, SECONDS).until(() -> alive("child") && alive("parent"));
    running.interrupt();
    assertThat(interrupted.get(20, SECONDS)).isTrue();
    await().atMost(3, SECONDS).until(() -> !alive("parent") && !alive("child"));
  }

  /// The stray has a session of its own, and nobody of the family is its parent any more.
  @Test
  void whatHasLeftTheGroupDiesWithTheCommand() throws Exception {
    run(
        "(setsid sh -c 'echo $$ > %s; exec sleep 60' &); while [ ! -s %s ]; do sleep 0.1; done"
            .formatted(notes.resolve("stray"), notes.resolve("stray")));
    await().atMost(3, SECONDS).until(() -> !alive("stray"));
  }

  @Test
  void aKilledExecutorTakesTheCommandAndItsFolderWithIt() throws Exception {
    String script =
        "pwd > %s; %s & echo $! > %s; (setsid sh -c 'echo $$ > %s; exec sleep 60' &); trap '' TERM; echo $$ > %s; while :; do sleep 1; done"
            .formatted(
                notes.resolve("folder"),
                stubborn(60),
                notes.resolve("child"),
                notes.resolve("stray"),
                notes.resolve("parent"));
    Process executor =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DoomedExecutor.class.getName(),
                script)
            .redirectErrorStream(true)
            .redirectOutput(notes.resolve("log").toFile())
            .start();
    try {
      await().atMost(40, SECONDS).until(() -> alive("child") && alive("parent") && alive("stray"));
    } finally {
      executor.destroyForcibly();
    }
    await().atMost(6, SECONDS).until(() -> !alive("parent") && !alive("child") && !alive("stray"));
    Path folder = Path.of(Files.readString(notes.resolve("folder")).strip());
    Path stopping = folder.resolveSibling(folder.getFileName() + ".stopping");
    await().atMost(6, SECONDS).until(() -> Files.notExists(folder) && Files.notExists(stopping));
  }

  /// A process that runs one command until it is killed.
  static final class DoomedExecutor {
    public static void main(String[] script) throws Exception {
      handler(List.of("sh", "-c", script[0], "sh", "{infoHash}"), Map.of())
          .run(new CalibrationParameters(HASH), RecordingTaskContext.inMemory());
    }
  }

  @Test
  void withoutACommandTheTypeIsNotAvailable() {
    CalibrationHandler handler = handler(List.of(), Map.of());
    assertThat(handler.missing().orElseThrow()).contains("millrace.calibration.command");
    assertThat(
            catchThrowableOfType(
                PermanentFailure.class,
                () -> handler.run(new CalibrationParameters(HASH), context)))
        .hasMessageContaining("millrace.calibration.command");
  }

  private CalibrationResult run(String script) throws IOException, InterruptedException {
    return handler(List.of("sh", "-c", script, "sh", "{infoHash}"), Map.of())
        .run(new CalibrationParameters(HASH), context);
  }

  private static String stubborn(int seconds) {
    return "(trap '' TERM HUP; i=0; while [ $i -lt %d ]; do sleep 1; i=$((i+1)); done; : %s)"
        .formatted(seconds, UUID.randomUUID());
  }

  private boolean alive(String note) throws IOException {
    Path file = notes.resolve(note);
    if (!Files.exists(file)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .findFirst()
          .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
          .isPresent();
    }
  }

  static CalibrationHandler handler(List<String> command, Map<String, String> environment) {
    return new CalibrationHandler(
        new CalibrationProperties(
            command,
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            DataSize.ofKilobytes(64),
            Set.of(69, 75),
            environment,
            List.of("PASSED", "MISSING")),
        CalibrationHandlerIT::environment);
  }

  private static @Nullable String environment(String name) {
    return name.equals("PASSED") ? "yes" : null;
  }
}
