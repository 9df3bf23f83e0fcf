package dev.millrace.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `millrace task`.
@Command(
    name = "task",
    description = "Submit, watch and control tasks.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit codes: 0 done, 1 the task failed, 2 wrong usage, 3 the task was cancelled,",
      "4 refused by Millrace, 5 Millrace is not reachable or the time is over."
    })
final class TaskGroup implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  /// A command is missing.
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "What is to be done with which task?");
  }
}
