package dev.millrace.jobs.intake;

import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemException;
import dev.millrace.jobs.intake.line.IncomingMonster;
import dev.millrace.jobs.monster.MonsterProblem;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How much the tables of monsters may hold. A batch that goes beyond it is taken back; the ones
/// before it stay.
final class StoreLimits {

  /// Tags of one monster; a page of monsters shows all of them.
  static final int TAGS_OF_ONE = 200;

  private final JdbcClient database;
  private final long monsters;
  private final int tags;

  StoreLimits(JdbcClient database, IntakeSettings settings) {
    this.database = database;
    this.monsters = settings.rows();
    this.tags = settings.tags();
  }

  /// How many monsters there are now.
  long counted() {
    return database.sql("select count(*) from millrace_recalc.monster").query(Long.class).single();
  }

  /// @throws ProblemException when so many are too many
  void requireRoomForMonsters(long there) {
    if (there > monsters) {
      throw problem(
          MonsterProblem.TOO_MANY_MONSTERS,
          String.format(Locale.ROOT, "There may be %d monsters.", monsters),
          monsters);
    }
  }

  /// To be asked in the transaction that has added tags.
  ///
  /// @throws ProblemException when there are too many by now
  void requireRoomForTags() {
    int there =
        database.sql("select count(*) from millrace_recalc.tag").query(Integer.class).single();
    if (there > tags) {
      throw problem(
          MonsterProblem.TOO_MANY_TAGS,
          String.format(Locale.ROOT, "There may be %d different tags.", tags),
          tags);
    }
  }

  /// @param batch monsters by name
  /// @throws ProblemException when a monster would have too many tags
  static void requireFewTags(
      Map<String, IncomingMonster> batch, Map<String, StoredMonster> stored) {
    stored.forEach((name, monster) -> {
      IncomingMonster line = batch.get(name);
      long added =
          line == null
              ? 0
              : line.tags().stream().filter(tag -> !monster.tags().contains(tag)).count();
      if (added > 0 && monster.tags().size() + added > TAGS_OF_ONE) {
        throw problem(
            MonsterProblem.TOO_MANY_TAGS,
            String.format(Locale.ROOT, "Monster '%s' may have %d tags.", name, TAGS_OF_ONE),
            TAGS_OF_ONE);
      }
    });
  }

  private static ProblemException problem(MonsterProblem kind, String detail, long limit) {
    return Problem.of(kind, detail + " Whole batches before that are kept.")
        .with("limit", limit)
        .asException();
  }
}
