package dev.millrace.client;

import dev.millrace.client.http.Call;
import dev.millrace.client.http.Calls;
import dev.millrace.client.problem.BadAnswerException;
import dev.millrace.client.task.Task;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The tasks of a list, a page at a time: the next one is fetched when the one before is used up.
final class TaskPages implements Iterator<Task> {

  private static final int PAGE = 100;

  /// A page may be empty though there is another one; a list that goes on so is none.
  private static final int MOST_EMPTY = 100;

  private final Calls calls;
  private final Map<String, Object> query;
  private final Queue<Task> page = new ArrayDeque<>();
  private @Nullable String next;
  private boolean begun;

  TaskPages(Calls calls, TaskFilter filter) {
    this.calls = calls;
    this.query = new LinkedHashMap<>(filter.query());
    query.put("limit", PAGE);
  }

  @Override
  public boolean hasNext() {
    for (int empty = 0; page.isEmpty() && (!begun || next != null); empty++) {
      if (empty == MOST_EMPTY) {
        throw new BadAnswerException("The list has no end");
      }
      fetch();
    }
    return !page.isEmpty();
  }

  @Override
  public Task next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return page.remove();
  }

  private void fetch() {
    if (next != null) {
      query.put("cursor", next);
    }
    begun = true;
    JsonNode answer = Blocking.get(calls.send(Call.get(Paths.with(Paths.TASKS, query)))).json();
    if (!answer.path("items").isArray()) {
      throw new BadAnswerException("The answer is no list of tasks");
    }
    String following = answer.path("next").asString(null);
    if (following != null && following.equals(next)) {
      throw new BadAnswerException("The list does not get on");
    }
    next = following;
    answer.path("items").forEach(item -> page.add(Task.read(item)));
  }
}
