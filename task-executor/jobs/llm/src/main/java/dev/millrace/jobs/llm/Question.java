package dev.millrace.jobs.llm;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.task.TaskId;
import java.util.ArrayList;
import java.util.List;

/// What a task asks a model.
///
/// @param task whom to name in logs
/// @param form whether the answer must be one JSON object
public record Question(TaskId task, CallKind kind, List<Turn> turns, Form form) {

  /// What the answer must look like.
  public enum Form {
    TEXT,
    JSON
  }

  public Question {
    requireNonNull(task, "task");
    requireNonNull(kind, "kind");
    requireNonNull(form, "form");
    turns = List.copyOf(turns);
  }

  /// A conversation of two messages: what the model is to do, and with what.
  public static Question of(TaskId task, CallKind kind, Form form, String system, String user) {
    return new Question(
        task,
        kind,
        List.of(new Turn(Turn.Role.SYSTEM, system), new Turn(Turn.Role.USER, user)),
        form);
  }

  /// The same conversation after the model said `answer` and the user replied `reply`.
  public Question followedBy(String answer, String reply) {
    List<Turn> longer = new ArrayList<>(turns);
    longer.add(new Turn(Turn.Role.ASSISTANT, answer));
    longer.add(new Turn(Turn.Role.USER, reply));
    return new Question(task, kind, longer, form);
  }

  /// Roughly how many tokens the conversation costs: a Han character is about one, Latin text one
  /// in four.
  public long estimatedTokens() {
    return turns.stream().mapToLong(turn -> estimateTokens(turn.text()) + 4).sum();
  }

  public static long estimateTokens(String text) {
    long wide = text.codePoints().filter(c -> c > 0x2E7F).count();
    return wide + (text.length() - wide + 3) / 4;
  }
}
