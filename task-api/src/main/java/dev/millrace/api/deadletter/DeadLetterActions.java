package dev.millrace.api.deadletter;

import dev.millrace.api.deadletter.redrive.RedriveWay;
import dev.millrace.api.deadletter.store.DeadLetter;
import dev.millrace.api.deadletter.store.DeadLetterFilter;
import dev.millrace.api.deadletter.store.DeadLetterState;
import dev.millrace.api.deadletter.store.Decisions;
import dev.millrace.api.deadletter.store.ProjectedDeadLetters;
import dev.millrace.api.query.filter.Position;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.TaskId;
import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes decisions about letters.
///
/// A decision is one transaction: when the answer is sent, every letter it is about is marked, and
/// a redrive will be worked off whatever crashes; when the process dies before, nothing was
/// decided. Two decisions about one letter at the same time meet at its primary key, and one of
/// them has it.
final class DeadLetterActions {

  private static final int PART = 1_000;

  /// Letters that one call takes, so that its transaction stays short.
  private static final int MOST = 100_000;

  private final ProjectedDeadLetters letters;
  private final Decisions decisions;
  private final JdbcClient database;
  private final TransactionTemplate transaction;

  DeadLetterActions(
      ProjectedDeadLetters letters,
      Decisions decisions,
      JdbcClient database,
      TransactionTemplate transaction) {
    this.letters = letters;
    this.decisions = decisions;
    this.database = database;
    this.transaction = transaction;
  }

  /// Has letters redriven, at the selection's rate.
  RedriveResult redrive(Selection selection, Actor actor) {
    UUID job = UUID.randomUUID();
    return deciding(
        selection,
        (part, count) -> {
          List<DeadLetter> possible = possible(part, count);
          count.decided(
              possible.size(), decisions.decide(possible, DeadLetterState.QUEUED, job, actor));
        },
        count -> {
          if (count.accepted() > 0) {
            database
                .sql(
                    """
                    insert into redrive_job (id, rate_per_second, letters, user_id)
                    values (?, ?, ?, ?)
                    """)
                .param(job)
                .param(selection.ratePerSecond())
                .param(count.accepted())
                .param(actor.user().value())
                .update();
          }
        });
  }

  /// Sets letters aside for good.
  RedriveResult discard(Selection selection, Actor actor) {
    return deciding(
        selection,
        (part, count) ->
            count.decided(
                part.size(), decisions.decide(part, DeadLetterState.DISCARDED, null, actor)),
        _ -> {});
  }

  private RedriveResult deciding(
      Selection selection,
      BiConsumer<List<DeadLetter>, RedriveResult.Count> part,
      Consumer<RedriveResult.Count> atTheEnd) {
    try {
      return Objects.requireNonNull(
          transaction.execute(_ -> {
            var count = new RedriveResult.Count();
            boolean more = goThrough(selection, part, count);
            atTheEnd.accept(count);
            return count.verdict(more);
          }));
    } catch (DataAccessException | TransactionException e) {
      var problem =
          Problem.of(ProblemType.UNAVAILABLE, "The database did not confirm the decision")
              .asException();
      problem.addSuppressed(e);
      throw problem;
    }
  }

  /// @return whether letters are left for another call
  private boolean goThrough(
      Selection selection,
      BiConsumer<List<DeadLetter>, RedriveResult.Count> decide,
      RedriveResult.Count count) {
    Set<UUID> ids = selection.ids();
    if (ids != null) {
      Map<UUID, DeadLetter> found = letters.byId(ids);
      ids.stream()
          .filter(id -> !found.containsKey(id))
          .forEach(id -> count.refuse(id, "there is no such letter"));
      decide.accept(List.copyOf(found.values()), count);
      return false;
    }
    DeadLetterFilter filter = Objects.requireNonNull(selection.filter(), "ids or a filter");
    List<DeadLetter> part = letters.newest(filter, null, PART);
    while (!part.isEmpty()) {
      if (count.accepted() >= MOST) {
        return true;
      }
      decide.accept(part, count);
      Position reached = part.getLast().position();
      part = part.size() < PART ? List.of() : letters.newest(filter, reached, PART);
    }
    return false;
  }

  private List<DeadLetter> possible(List<DeadLetter> part, RedriveResult.Count count) {
    Set<UUID> there =
        decisions.tasksThere(
            part.stream().map(DeadLetter::taskId).filter(Objects::nonNull).toList());
    List<DeadLetter> possible = new ArrayList<>(part.size());
    for (DeadLetter letter : part) {
      switch (RedriveWay.of(letter)) {
        case RedriveWay.Impossible(String why) -> count.refuse(letter.id(), why);
        case RedriveWay.Command(TaskId task) when !there.contains(task.value()) ->
            count.refuse(letter.id(), "its task is gone; submit it anew");
        case RedriveWay.Command _, RedriveWay.Resend _ -> possible.add(letter);
      }
    }
    return possible;
  }
}
