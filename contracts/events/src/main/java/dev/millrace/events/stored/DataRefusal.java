package dev.millrace.events.stored;

import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Tells a failure that lies in the data from one that passes, for every reader of a topic.
///
/// What lies in the data fails at each repetition, and would hold up all records behind it. So the
/// list is closed: a failure that is not on it is taken for one that passes.
///
/// Source: PostgreSQL's appendix A, "PostgreSQL Error Codes".
public final class DataRefusal {

  // Cardinality violation, data exception, integrity constraint violation, program limit exceeded.
  private static final Set<String> CLASSES = Set.of("21", "22", "23", "54");
  private static final int DEEPEST_CAUSE = 20;

  private DataRefusal() {}

  /// Whether the same data would fail again, with a store that is well.
  public static boolean isCauseOf(Throwable failure) {
    SQLException refusal = sqlException(failure);
    if (refusal != null) {
      String state = refusal.getSQLState();
      return state != null && state.length() == 5 && CLASSES.contains(state.substring(0, 2));
    }
    return failure instanceof IllegalArgumentException
        || failure instanceof ArithmeticException
        || failure instanceof DateTimeException
        || failure instanceof JacksonException
        || failure instanceof NullPointerException
        || failure instanceof ClassCastException
        || failure instanceof IndexOutOfBoundsException;
  }

  private static @Nullable SQLException sqlException(Throwable failure) {
    @Nullable Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
      if (cause instanceof SQLException refusal) {
        return refusal;
      }
      cause = cause.getCause();
    }
    return null;
  }
}
