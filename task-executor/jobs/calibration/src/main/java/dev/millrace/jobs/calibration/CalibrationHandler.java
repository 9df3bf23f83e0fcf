package dev.millrace.jobs.calibration;

import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TaskContext;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.handler.TransientFailure;
import dev.millrace.executor.handler.Workload;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Asks the configured command about one torrent.
///
/// Nothing is committed on the way: the command only asks, so that an attempt that was cut short
/// can be made again.
final class CalibrationHandler implements TaskHandler<CalibrationParameters, CalibrationResult> {

  private static final String WANTED =
      "no command is configured: set millrace.calibration.command, with {infoHash} in an argument";
  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;

  private final CalibrationProperties settings;
  private final GuardedCommand guarded;

  /// @param environment where the variables of `passEnvironment` are looked up
  CalibrationHandler(
      CalibrationProperties settings, Function<String, @Nullable String> environment) {
    this.settings = settings;
    Map<String, String> variables = new HashMap<>(settings.environment());
    for (String name : settings.passEnvironment()) {
      String value = environment.apply(name);
      if (value != null) {
        variables.put(name, value);
      }
    }
    this.guarded =
        new GuardedCommand(
            settings.grace(), Math.toIntExact(settings.output().toBytes()), variables);
  }

  @Override
  public TaskType type() {
    return new TaskType("calibration");
  }

  @Override
  public String description() {
    return "Asks a configured command about a torrent, by its info hash.";
  }

  @Override
  public Class<CalibrationParameters> parameters() {
    return CalibrationParameters.class;
  }

  @Override
  public Optional<Class<CalibrationResult>> result() {
    return Optional.of(CalibrationResult.class);
  }

  @Override
  public Workload workload() {
    return Workload.WAITS;
  }

  @Override
  public Optional<String> missing() {
    return settings.command().isEmpty() ? Optional.of(WANTED) : Optional.empty();
  }

  @Override
  public TaskPolicy policy() {
    return TaskPolicy.STANDARD
        .withTimeout(settings.timeout())
        .withRetention(Duration.ofHours(1))
        .coalescing();
  }

  @Override
  public CalibrationResult run(CalibrationParameters parameters, TaskContext context)
      throws IOException, InterruptedException {
    InfoHash infoHash = InfoHash.parse(parameters.infoHash());
    if (settings.command().isEmpty()) {
      throw new PermanentFailure("no-calibration-command", WANTED);
    }
    long start = System.nanoTime();
    GuardedCommand.Ended ended =
        guarded.run(
            settings.command(infoHash),
            output -> context.progress(output.printed(), null, output.lastLine(), null));
    if (ended.exitCode() != 0) {
      throw failure(ended);
    }
    return new CalibrationResult(
        infoHash.hex(),
        answer(ended.output()),
        ended.output().truncated(),
        Duration.ofNanos(System.nanoTime() - start).toMillis());
  }

  private RuntimeException failure(GuardedCommand.Ended ended) {
    int code = ended.exitCode();
    String said = ended.errors().lastLine().isEmpty() ? "" : ": " + ended.errors().lastLine();
    if (settings.retryableExitCodes().contains(code)) {
      return new TransientFailure("command-failed", "the command ended with " + code + said);
    }
    if (code > 128) {
      return new TransientFailure(
          "command-killed", "the command was ended by signal " + (code - 128));
    }
    if (code == NOT_FOUND || code == NOT_EXECUTABLE) {
      return new PermanentFailure(
          "no-calibration-command",
          "the program in millrace.calibration.command cannot be run" + said);
    }
    return new PermanentFailure("command-failed", "the command ended with " + code + said);
  }

  /// What was printed, digit for digit where it is JSON.
  private static Json answer(Output output) {
    String text = output.text().strip();
    try {
      return text.isEmpty() ? Json.of(text) : Json.parse(text);
    } catch (JacksonException | ArithmeticException | NumberFormatException _) {
      return Json.of(text); // plain text is an answer too
    }
  }
}
