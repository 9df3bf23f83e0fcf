package dev.millrace.executor.store.rows;

import dev.millrace.events.task.TaskId;
import dev.millrace.executor.store.TaskClaim;
import dev.millrace.executor.store.WorkItem;
import java.sql.Array;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A batch as columns: the arrays that `unnest` makes rows of, and back.
public final class Columns {

  private Columns() {}

  /// One row for each task, in the order of the ids: the rows of `run` are locked in that order by
  /// every statement, so that no two wait for each other.
  ///
  /// @param merge says which of two rows of one task counts
  public static <T> List<T> byTask(
      List<T> rows, Function<? super T, TaskClaim> claim, BinaryOperator<T> merge) {
    Map<TaskId, T> distinct = new TreeMap<>();
    rows.forEach(row -> distinct.merge(claim.apply(row).taskId(), row, merge));
    return List.copyOf(distinct.values());
  }

  public static <T> String[] strings(List<T> batch, Function<? super T, String> column) {
    return batch.stream().map(column).toArray(String[]::new);
  }

  public static <T> @Nullable String[] nullable(
      List<T> batch, Function<? super T, @Nullable String> column) {
    @Nullable String[] values = new String[batch.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.apply(batch.get(i));
    }
    return values;
  }

  /// The batches that new tasks belong to, which no column computes from their requests.
  public static @Nullable String[] parents(List<WorkItem.Requested> batch) {
    return nullable(
        batch,
        item -> {
          TaskId parent = item.task().request().parentId();
          return parent == null ? null : parent.toString();
        });
  }

  /// How long new tasks stay visible after their ends, in milliseconds.
  public static long[] retentions(List<WorkItem.Requested> batch) {
    return batch.stream().mapToLong(item -> item.task().request().retention().toMillis()).toArray();
  }

  public static <T> int[] epochs(List<T> batch, Function<? super T, TaskClaim> claim) {
    return batch.stream().mapToInt(row -> claim.apply(row).epoch()).toArray();
  }

  /// The elements of an aggregated array; `array_agg` over no rows is null.
  public static Set<String> strings(@Nullable Array column) throws SQLException {
    return column == null ? Set.of() : Set.of((String[]) column.getArray());
  }
}
