package dev.millrace.executor.attempt;

import dev.millrace.events.stored.Json;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TaskContext;
import dev.millrace.executor.handler.TaskHandler;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Calls a handler with parameters made from JSON, and makes JSON of what it returns.
public final class HandlerCall {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          // Where a handler takes any number, it gets all of its digits.
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private HandlerCall() {}

  /// Runs `handler`, with the context being the current task's for everything that it calls.
  ///
  /// @throws Exception what the handler throws, and `bad-parameters` or `result-too-large`
  public static @Nullable Json runAsCurrent(
      TaskHandler<?, ?> handler, Json parameters, TaskContext context) throws Exception {
    return ScopedValue.where(CurrentTask.CONTEXT, context)
        .call(() -> run(handler, parameters, context));
  }

  private static <P, R> @Nullable Json run(
      TaskHandler<P, R> handler, Json parameters, TaskContext context) throws Exception {
    P given = read(handler, parameters);
    R result = handler.run(given, context);
    return result == null ? null : Json.of(result);
  }

  /// The parameters as the handler takes them.
  ///
  /// @throws PermanentFailure `bad-parameters` when it cannot
  public static <P> P read(TaskHandler<P, ?> handler, Json parameters) {
    try {
      P given = MAPPER.readValue(parameters.text(), handler.parameters());
      if (given == null) {
        throw new PermanentFailure("bad-parameters", "the parameters must not be null");
      }
      return given;
    } catch (JacksonException e) {
      throw new PermanentFailure(
          "bad-parameters",
          "the parameters are none that type "
              + handler.type()
              + " can read: "
              + e.getOriginalMessage(),
          e);
    }
  }
}
