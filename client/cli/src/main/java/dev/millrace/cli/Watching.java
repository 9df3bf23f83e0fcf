package dev.millrace.cli;

import dev.millrace.client.TaskHandle;
import dev.millrace.client.task.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/// Waits for a task before a person's eyes: a bar that moves on a terminal, a line for each step
/// elsewhere.
final class Watching {

  private static final String CLEAR = "\r\u001b[K";

  private final PrintWriter err;
  private final boolean terminal;

  Watching(PrintWriter err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  /// The result. Fails as waiting does, with the bar gone.
  JsonNode await(TaskHandle<JsonNode> task, Duration atMost) {
    try {
      return task.onProgress(this::show).await(atMost);
    } finally {
      if (terminal) {
        write(CLEAR);
      }
    }
  }

  private void show(Progress progress) {
    write(
        terminal
            ? CLEAR + ProgressLine.bar(progress)
            : ProgressLine.plain(progress) + System.lineSeparator());
  }

  private synchronized void write(String text) {
    err.print(text);
    err.flush();
  }
}
