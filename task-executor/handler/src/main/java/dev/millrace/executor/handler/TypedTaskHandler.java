package dev.millrace.executor.handler;

import dev.millrace.events.task.TaskType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;

/// A handler of a [dev.millrace.type.TaskType], the constant that its submitters have, too: name,
/// parameters and result stand there, once.
public abstract class TypedTaskHandler<P, R> implements TaskHandler<P, R> {

  private final dev.millrace.type.TaskType<P, R> type;

  protected TypedTaskHandler(dev.millrace.type.TaskType<P, R> type) {
    this.type = type;
  }

  @Override
  public final TaskType type() {
    return new TaskType(type.name());
  }

  @Override
  @SuppressWarnings("unchecked") // The constant says that its type is that of P.
  public final Class<? super P> parameters() {
    return (Class<? super P>) erased(type.parametersType());
  }

  @Override
  public final Type parametersType() {
    return type.parametersType();
  }

  /// Nothing is said of a result whose type has arguments.
  @Override
  @SuppressWarnings("unchecked") // The constant says that its type is that of R.
  public final Optional<Class<R>> result() {
    return type.resultType() instanceof Class<?> result && result != Void.class
        ? Optional.of((Class<R>) result)
        : Optional.empty();
  }

  private static Class<?> erased(Type type) {
    return switch (type) {
      case Class<?> known -> known;
      case ParameterizedType with -> (Class<?>) with.getRawType();
      default -> Object.class;
    };
  }
}
