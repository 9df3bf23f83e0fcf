package dev.millrace.jobs.recalc;

import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.handler.TaskContext;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.handler.Workload;
import dev.millrace.jobs.recalc.formula.RecalcFormula;
import dev.millrace.jobs.recalc.formula.Weights;
import dev.millrace.jobs.recalc.rows.MonsterReader;
import dev.millrace.jobs.recalc.rows.MonsterWriter;
import dev.millrace.jobs.recalc.rows.RowOutcome;
import dev.millrace.jobs.recalc.rows.RuleTagIds;
import dev.millrace.jobs.recalc.rows.Scope;
import dev.millrace.jobs.recalc.rows.ScopeQuery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The task type `recalc`.
///
/// Running it twice changes nothing the second time. A concurrent edit of a row is never
/// overwritten: the row is read and computed again.
final class RecalcHandler implements TaskHandler<RecalcParameters, RecalcReport> {

  private final JdbcClient database;

  RecalcHandler(JdbcClient database) {
    this.database = database;
  }

  @Override
  public TaskType type() {
    return new TaskType("recalc");
  }

  @Override
  public String description() {
    return "Computes scores, dimensions, roles and tags of monsters under the given weights.";
  }

  @Override
  public Class<RecalcParameters> parameters() {
    return RecalcParameters.class;
  }

  @Override
  public Optional<Class<RecalcReport>> result() {
    return Optional.of(RecalcReport.class);
  }

  @Override
  public Workload workload() {
    return Workload.COMPUTES;
  }

  @Override
  public Optional<Json> parametersSchema() {
    return Optional.of(RecalcSchema.JSON);
  }

  /// Identical recalculations in flight are one. An hour is 72 million rows at the rate that the
  /// budget asks for.
  @Override
  public TaskPolicy policy() {
    return TaskPolicy.STANDARD.withTimeout(Duration.ofHours(1)).coalescing();
  }

  @Override
  public RecalcReport run(RecalcParameters parameters, TaskContext context) throws Exception {
    WeightsParameter asked = parameters.weights();
    Weights weights = asked == null ? Weights.EQUAL : asked.normalised();
    ScopeQuery scope = ScopeQuery.of(parameters.scope());
    RecalcCheckpoint from =
        context
            .checkpoint(RecalcCheckpoint.class)
            .orElseGet(() -> beginning(parameters.scope(), scope));
    Stopwatch spent = new Stopwatch(Duration.ofMillis(from.spentMillis()), System::nanoTime);
    RuleTagIds tags = RuleTagIds.intern(database);
    Tally tally =
        new RecalcRun(
                context,
                new MonsterReader(database, tags),
                new MonsterWriter(tags),
                new RecalcFormula(weights),
                spent)
            .finish(scope, from);
    return RecalcReport.of(tally, weights, spent.elapsed());
  }

  private RecalcCheckpoint beginning(Scope scope, ScopeQuery query) {
    ScopeQuery.Extent extent = query.extent(database);
    Tally tally = Tally.EMPTY.plus(unknown(scope));
    return new RecalcCheckpoint(0, extent.largestId(), extent.rows() + tally.failed(), 0, tally);
  }

  /// Ids that were asked for and that no monster has.
  private List<RowOutcome.Failed> unknown(Scope scope) {
    return switch (scope) {
      case Scope.Ids(List<Long> ids) ->
          database
              .sql(
                  """
                  select id from unnest(?::bigint[]) as asked(id)
                  where not exists (select from millrace_recalc.monster m where m.id = asked.id) order by id
                  """)
              .param(ids.stream().mapToLong(Long::longValue).toArray())
              .query(Long.class)
              .list()
              .stream()
              .map(id -> new RowOutcome.Failed(id, "", "there is no monster with this id"))
              .toList();
      case Scope.All _, Scope.Tag _ -> List.of();
    };
  }
}
