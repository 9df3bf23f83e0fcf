package dev.millrace.bench.contender;

import dev.millrace.bench.child.ChildSettings;
import dev.millrace.bench.load.LoadRequest;
import dev.millrace.bench.load.Profile;
import dev.millrace.bench.load.Readings;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One child and the conversation with it.
///
/// Every question has a time limit; a child that does not answer in time is useless and is killed
/// by [#close()], like one that was killed before.
public final class ChildProcess implements AutoCloseable {

  private static final Duration START_PATIENCE = Duration.ofSeconds(60);
  private static final Duration SHORT_PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOAD_GRACE = Duration.ofSeconds(15);

  private final String name;
  private final Path log;
  private final Process process;
  private final BufferedWriter commands;
  private final BufferedReader answers;

  private ChildProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
    this.commands = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  public static ChildProcess start(ChildProgram program, Profile profile, ChildSettings settings)
      throws Exception {
    var log = settings.folder().resolve(program.label() + ".log");
    var command = new ArrayList<>(program.command());
    command.add(profile.name());
    var builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(settings.toEnvironment());
    var child = new ChildProcess(program.label(), log, builder.start());
    try {
      child.answer("ready", START_PATIENCE);
      return child;
    } catch (Exception e) {
      child.close();
      throw e;
    }
  }

  public Readings apply(LoadRequest request) throws Exception {
    return Readings.parse(ask(request.toLine(), request.patience().plus(LOAD_GRACE)));
  }

  void tell(String command) throws Exception {
    ask(command, SHORT_PATIENCE);
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  /// With SIGKILL: nothing of it runs when this returns.
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }

  private String ask(String command, Duration patience) throws Exception {
    commands.write(command);
    commands.newLine();
    commands.flush();
    return answer("ok", patience);
  }

  private String answer(String wanted, Duration patience) throws Exception {
    var line = readLine(patience);
    if (!line.startsWith(wanted)) {
      throw new IOException(name + ": " + line + " (more in " + log + ")");
    }
    return line.substring(wanted.length());
  }

  private String readLine(Duration patience) throws Exception {
    var reading =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                var line = answers.readLine();
                return line == null ? "its process ended" : line;
              } catch (IOException e) {
                return "its process ended: " + e.getMessage();
              }
            },
            command -> Thread.ofVirtual().start(command));
    try {
      return reading.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new TimeoutException(name + " did not answer within " + patience.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }
}
