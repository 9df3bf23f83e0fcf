package dev.millrace.executor.attempt;

import dev.millrace.events.stored.Json;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TaskContext;
import dev.millrace.executor.handler.TaskHandler;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Calls a handler with parameters made from JSON, and makes JSON of what it returns.
///
/// What the schema cannot say is checked here: every constraint of Bean Validation, where the
/// application has a validator. A constraint may depend on the time, so it is not asked any more
/// once something of the task is committed.
public final class HandlerCall {

  private static final String BAD_PARAMETERS = "bad-parameters";
  private static final int MOST_VIOLATIONS = 10;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .annotationIntrospector(new RequiredComponents())
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          // Where a handler takes any number, it gets all of its digits.
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final @Nullable Validator validator;

  /// @param validator the application's; null where it has none
  public HandlerCall(@Nullable Validator validator) {
    this.validator = validator != null && isUsable(validator) ? validator : null;
  }

  /// An application of Spring MVC has a validator bean even where no library validates: that one
  /// refuses every question.
  private static boolean isUsable(Validator validator) {
    try {
      Object _ = validator.getConstraintsForClass(Object.class);
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /// Runs `handler` for a task of which nothing is committed yet, with the context being the
  /// current task's for everything that it calls.
  ///
  /// @throws Exception what the handler throws, and `bad-parameters` or `bad-result`
  public @Nullable Json begin(TaskHandler<?, ?> handler, Json parameters, TaskContext context)
      throws Exception {
    return asCurrent(handler, parameters, context, this::check);
  }

  /// The same for a task that goes on after what it has committed.
  public @Nullable Json goOn(TaskHandler<?, ?> handler, Json parameters, TaskContext context)
      throws Exception {
    return asCurrent(handler, parameters, context, _ -> {});
  }

  private static @Nullable Json asCurrent(
      TaskHandler<?, ?> handler, Json parameters, TaskContext context, Check check)
      throws Exception {
    return ScopedValue.where(CurrentTask.CONTEXT, context)
        .call(() -> run(handler, parameters, context, check));
  }

  private static <P, R> @Nullable Json run(
      TaskHandler<P, R> handler, Json parameters, TaskContext context, Check check)
      throws Exception {
    P given = read(handler, parameters);
    check.require(given);
    R result = handler.run(given, context);
    return result == null ? null : written(handler, result);
  }

  /// What parameters have to be beside readable.
  private interface Check {
    void require(Object parameters);
  }

  private void check(Object parameters) {
    if (validator == null) {
      return;
    }
    List<String> wrong =
        parts(parameters)
            .flatMap(part -> violations(validator, part))
            .limit(MOST_VIOLATIONS)
            .toList();
    if (!wrong.isEmpty()) {
      throw new PermanentFailure(
          BAD_PARAMETERS, "the parameters are refused: " + String.join("; ", wrong));
    }
  }

  private record Part(String prefix, Object value) {}

  /// A validator does not look into a collection that is no member.
  private static Stream<Part> parts(Object parameters) {
    if (!(parameters instanceof Collection<?> several)) {
      return Stream.of(new Part("", parameters));
    }
    List<@Nullable Object> elements = new ArrayList<>(several);
    return IntStream.range(0, elements.size())
        .filter(i -> elements.get(i) != null)
        .mapToObj(i -> new Part("[" + i + "].", Objects.requireNonNull(elements.get(i))));
  }

  private static Stream<String> violations(Validator validator, Part part) {
    return validator.validate(part.value()).stream()
        .map(violation ->
            (part.prefix() + violation.getPropertyPath() + " " + violation.getMessage()).strip())
        .sorted();
  }

  /// Another attempt would do the work again, and end with a result of the same class.
  private static Json written(TaskHandler<?, ?> handler, Object result) {
    try {
      return Json.of(result);
    } catch (JacksonException e) {
      throw new PermanentFailure(
          "bad-result", "the result of type " + handler.type() + " cannot be written as JSON", e);
    }
  }

  /// The parameters as the handler takes them.
  ///
  /// @throws PermanentFailure `bad-parameters` when it cannot
  public static <P> P read(TaskHandler<P, ?> handler, Json parameters) {
    try {
      P given = MAPPER.readValue(parameters.text(), MAPPER.constructType(handler.parametersType()));
      if (given == null) {
        throw new PermanentFailure(BAD_PARAMETERS, "the parameters must not be null");
      }
      return given;
    } catch (JacksonException e) {
      throw unreadable(handler, at(e) + e.getOriginalMessage(), e);
    } catch (PermanentFailure e) {
      throw e;
    } catch (RuntimeException e) {
      // What the record's own constructor refuses, and Jackson does not wrap.
      throw unreadable(handler, e.getMessage(), e);
    }
  }

  /// Where it is, such as `lines[3].price: `.
  private static String at(JacksonException failure) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference part : failure.getPath()) {
      String name = part.getPropertyName();
      if (name == null) {
        path.append('[').append(part.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(name);
      }
    }
    return path.isEmpty() ? "" : path.append(": ").toString();
  }

  private static PermanentFailure unreadable(
      TaskHandler<?, ?> handler, @Nullable String why, RuntimeException cause) {
    return new PermanentFailure(
        BAD_PARAMETERS,
        "the parameters are none that type " + handler.type() + " can read: " + why,
        cause);
  }
}
