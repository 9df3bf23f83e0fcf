package dev.millrace.executor.testkit.database;

import dev.millrace.events.command.SubmitTask;
import dev.millrace.events.task.TaskId;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TaskTransaction;
import dev.millrace.type.SubmitOptions;
import dev.millrace.type.TaskType;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A database that remembers what it is told to write. It has nothing to read.
public final class RecordedDatabase {

  private final List<Statement> written = new ArrayList<>();
  private final Submissions submissions = new Submissions();

  /// A client whose `update` is recorded and has changed one row.
  public TaskTransaction client() {
    return new TaskTransaction() {
      @Override
      public StatementSpec sql(String sql) {
        return statement(sql);
      }

      @Override
      public int[] batch(String sql, List<Object[]> rows) {
        rows.forEach(row -> written.add(new Statement(oneLine(sql), Arrays.asList(row))));
        return rows.stream().mapToInt(_ -> 1).toArray();
      }

      @Override
      public <P extends @Nullable Object> TaskId submit(
          TaskType<P, ?> type, P parameters, SubmitOptions options) {
        return submissions.submitter().submit(Submissions.TESTER, type, parameters, options);
      }
    };
  }

  public List<Statement> written() {
    return List.copyOf(written);
  }

  /// The tasks that were submitted.
  public List<SubmitTask> submitted() {
    return submissions.all();
  }

  private JdbcClient.StatementSpec statement(String sql) {
    List<Object> parameters = new ArrayList<>();
    return proxy(
        JdbcClient.StatementSpec.class,
        (spec, method, arguments) -> {
          return switch (method.getName()) {
            case "param", "params", "paramSource" -> {
              parameters.addAll(flat(arguments));
              yield spec;
            }
            case "update" -> {
              written.add(new Statement(oneLine(sql), parameters));
              yield 1;
            }
            default -> throw unknown(method.getName());
          };
        });
  }

  private static String oneLine(String sql) {
    return sql.strip().replaceAll("\\s+", " ");
  }

  private static List<Object> flat(Object[] arguments) {
    return arguments.length == 1 && arguments[0] instanceof Object[] several
        ? Arrays.asList(several)
        : Arrays.asList(arguments);
  }

  /// Said to the handler's author, whom the message of any other exception would not reach.
  private static PermanentFailure unknown(String method) {
    return new PermanentFailure(
        "no-database",
        "'"
            + method
            + "' needs a database; this one records updates alone. Run the handler in a TestWorld that"
            + " has one.");
  }

  private static <T> T proxy(Class<T> type, InvocationHandler calls) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls));
  }
}
