package dev.millrace.api.deadletter;

import dev.millrace.api.deadletter.store.DeadLetter;
import dev.millrace.api.deadletter.store.DeadLetterContent;
import dev.millrace.api.deadletter.store.DeadLetterFilter;
import dev.millrace.api.deadletter.store.DeadLetterPage;
import dev.millrace.api.deadletter.store.DeadLetterState;
import dev.millrace.api.deadletter.store.Decision;
import dev.millrace.api.deadletter.store.Decisions;
import dev.millrace.api.deadletter.store.ProjectedDeadLetters;
import dev.millrace.api.query.filter.Cursor;
import dev.millrace.api.query.filter.Position;
import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemException;
import dev.millrace.http.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Joins the letters with what was decided about them.
///
/// Open letters are those of the projection without a decision, so they are looked for from the
/// newest on, past those that are decided; a look is bounded, and a page may come out short. Lists
/// of other states begin with the decisions.
final class DeadLetterFinder {

  /// What cursors say of this list. Its filter may be another one from page to page.
  static final String LIST = "dead letters";

  private static final int LOOK = 500;
  private static final int LONGEST_LOOK = 20_000;

  private final ProjectedDeadLetters letters;
  private final Decisions decisions;

  DeadLetterFinder(ProjectedDeadLetters letters, Decisions decisions) {
    this.letters = letters;
    this.decisions = decisions;
  }

  DeadLetterPage list(
      DeadLetterFilter filter,
      @Nullable DeadLetterState state,
      int limit,
      @Nullable Position before) {
    return switch (state) {
      case null -> all(filter, limit, before);
      case OPEN -> open(filter, limit, before);
      case QUEUED, REDRIVEN, DISCARDED -> decided(filter, state, limit, before);
    };
  }

  /// One letter with its record.
  ///
  /// @throws ProblemException when there is none
  Map<String, @Nullable Object> get(String id) {
    UUID letterId = id(id);
    DeadLetter letter = letters.byId(List.of(letterId)).get(letterId);
    DeadLetterContent content = letters.content(letterId).orElse(null);
    if (letter == null || content == null) {
      throw unknown(id);
    }
    return content.addedTo(
        new DeadLetterPage.Item(letter, decisions.of(List.of(letterId)).get(letterId)));
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw unknown(text);
    }
  }

  private static ProblemException unknown(String id) {
    return Problem.of(ProblemType.NOT_FOUND, "There is no dead letter " + id).asException();
  }

  private DeadLetterPage all(DeadLetterFilter filter, int limit, @Nullable Position before) {
    List<DeadLetter> found = letters.newest(filter, before, limit + 1);
    List<DeadLetter> page = found.subList(0, Math.min(limit, found.size()));
    Map<UUID, Decision> decided = decisions.of(page.stream().map(DeadLetter::id).toList());
    return DeadLetterPage.of(
        page.stream().map(l -> new DeadLetterPage.Item(l, decided.get(l.id()))).toList(),
        found.size() > limit ? Cursor.write(page.getLast().position(), LIST) : null);
  }

  private DeadLetterPage open(DeadLetterFilter filter, int limit, @Nullable Position before) {
    List<DeadLetterPage.Item> page = new ArrayList<>();
    Position reached = before;
    int seen = 0;
    while (seen < LONGEST_LOOK) {
      List<DeadLetter> found = letters.newest(filter, reached, LOOK);
      Map<UUID, Decision> decided = decisions.of(found.stream().map(DeadLetter::id).toList());
      for (DeadLetter letter : found) {
        if (!decided.containsKey(letter.id())) {
          if (page.size() == limit) {
            return DeadLetterPage.of(page, Cursor.write(page.getLast().letter().position(), LIST));
          }
          page.add(new DeadLetterPage.Item(letter, null));
        }
        reached = letter.position();
      }
      if (found.size() < LOOK) {
        return DeadLetterPage.of(page, null);
      }
      seen += found.size();
    }
    return DeadLetterPage.of(page, reached == null ? null : Cursor.write(reached, LIST));
  }

  private DeadLetterPage decided(
      DeadLetterFilter filter, DeadLetterState state, int limit, @Nullable Position before) {
    List<Decisions.Placed> found = decisions.newest(state, filter, before, limit + 1);
    List<Decisions.Placed> placed = found.subList(0, Math.min(limit, found.size()));
    Map<UUID, DeadLetter> there = letters.byId(placed.stream().map(p -> p.place().id()).toList());
    List<DeadLetterPage.Item> page = new ArrayList<>();
    for (Decisions.Placed one : placed) {
      DeadLetter letter = there.get(one.place().id());
      if (letter != null) {
        page.add(new DeadLetterPage.Item(letter, one.decision()));
      }
    }
    return DeadLetterPage.of(
        page, found.size() > limit ? Cursor.write(placed.getLast().place(), LIST) : null);
  }
}
