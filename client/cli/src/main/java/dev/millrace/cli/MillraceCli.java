package dev.millrace.cli;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The main class.
@Command(
    name = "millrace",
    description = "Tasks of a Millrace, from a command line.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    version = "0.2.0",
    footer = {
      "",
      "From the environment:",
      "  MILLRACE_URL         where task-api is (default: http://127.0.0.1:8080)",
      "  MILLRACE_TOKEN       the access token",
      "  MILLRACE_TOKEN_FILE  a file with it"
    })
public final class MillraceCli implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  /// Runs one command and ends with its exit code.
  public static void main(String[] arguments) {
    System.exit(of(System.getenv(), isTerminal()).execute(arguments));
  }

  /// The command line.
  ///
  /// @param terminal whether a person sees what is written
  static CommandLine of(Map<String, String> environment, boolean terminal) {
    CommandLine task =
        new CommandLine(new TaskGroup())
            .addSubcommand(new SubmitCommand(environment, terminal))
            .addSubcommand(new WatchCommand(environment, terminal))
            .addSubcommand(new ListCommand(environment))
            .addSubcommand(new ShowCommand(environment))
            .addSubcommand(new ControlCommand.Cancel(environment))
            .addSubcommand(new ControlCommand.Pause(environment))
            .addSubcommand(new ControlCommand.Resume(environment))
            .addSubcommand(new ControlCommand.Redrive(environment));
    return new CommandLine(new MillraceCli())
        .addSubcommand("task", task)
        .addSubcommand("completion", new GenerateCompletion())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((failure, command, parsed) -> {
          Outcome outcome = Outcome.of(failure);
          command.getErr().println("millrace: " + PlainText.of(outcome.line()));
          return outcome.code();
        });
  }

  /// A command is missing.
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command? Try task or completion.");
  }

  /// Newer Javas have a console wherever output goes, and say whether it is a terminal.
  @SuppressWarnings("SystemConsoleNull") // Older ones have none where there is no terminal.
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }
}
