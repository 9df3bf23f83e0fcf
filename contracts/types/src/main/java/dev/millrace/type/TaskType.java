package dev.millrace.type;

import java.lang.invoke.MethodType;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A kind of task with the types of its parameters and its result: a constant.
///
/// ```java
/// TaskType<InvoiceMail, Void> INVOICE_MAIL = TaskType.of("invoice-mail", InvoiceMail.class, Void.class);
/// TaskType<List<Line>, Report> REPORT = new TaskType<>("report") {};
/// ```
///
/// The second form, an anonymous subclass, is for types with arguments, which a class alone cannot
/// say. Two task types are equal where their names and both types are.
///
/// @param <P> what the task takes; `Void` for nothing
/// @param <R> what it answers; `Void` for nothing
public abstract class TaskType<P extends @Nullable Object, R extends @Nullable Object> {

  /// It is a part of topic names and URLs.
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  private static final int SHOWN = 60;

  private final String name;
  private final Type parametersType;
  private final Type resultType;

  /// A task type whose types are the arguments of the subclass: `new TaskType<List<Line>,
  /// Report>("report") {}`.
  ///
  /// @param name 1 to 40 of `a-z`, `0-9` and `-`, starting with a letter
  /// @throws IllegalArgumentException when the name is none, or the subclass leaves a type open
  protected TaskType(String name) {
    this.name = requireName(name);
    if (!(getClass().getGenericSuperclass() instanceof ParameterizedType parent)
        || parent.getRawType() != TaskType.class) {
      throw new IllegalArgumentException(
          "a task type is written new TaskType<Parameters, Result>(\"" + name + "\") {}");
    }
    Type[] arguments = parent.getActualTypeArguments();
    this.parametersType = requireClosed(name, arguments[0]);
    this.resultType = requireClosed(name, arguments[1]);
  }

  private TaskType(String name, Class<P> parameters, Class<R> result) {
    this.name = requireName(name);
    this.parametersType = boxed(parameters);
    this.resultType = boxed(result);
  }

  /// A task type whose types have no arguments.
  ///
  /// @param name 1 to 40 of `a-z`, `0-9` and `-`, starting with a letter
  /// @throws IllegalArgumentException when the name is none
  public static <P extends @Nullable Object, R extends @Nullable Object> TaskType<P, R> of(
      String name, Class<P> parameters, Class<R> result) {
    return new OfClasses<>(name, parameters, result);
  }

  public final String name() {
    return name;
  }

  public final Type parametersType() {
    return parametersType;
  }

  public final Type resultType() {
    return resultType;
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof TaskType<?, ?> that
        && name.equals(that.name)
        && parametersType.equals(that.parametersType)
        && resultType.equals(that.resultType);
  }

  @Override
  public final int hashCode() {
    return Objects.hash(name, parametersType, resultType);
  }

  @Override
  public final String toString() {
    return name;
  }

  private static String requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "task type must be 1 to 40 of a-z, 0-9 and '-', starting with a letter; got "
              + (name.length() <= SHOWN
                  ? "'" + name + "'"
                  : "'" + name.substring(0, SHOWN) + "...' (" + name.length() + " characters)"));
    }
    return name;
  }

  private static Type requireClosed(String name, Type type) {
    if (isOpen(type)) {
      throw new IllegalArgumentException(
          "the types of task type '" + name + "' must be known where it is written; got " + type);
    }
    return type;
  }

  private static boolean isOpen(Type type) {
    if (type instanceof ParameterizedType with) {
      return Arrays.stream(with.getActualTypeArguments()).anyMatch(TaskType::isOpen);
    }
    if (type instanceof GenericArrayType array) {
      return isOpen(array.getGenericComponentType());
    }
    if (type instanceof WildcardType wildcard) {
      return Arrays.stream(wildcard.getUpperBounds()).anyMatch(TaskType::isOpen)
          || Arrays.stream(wildcard.getLowerBounds()).anyMatch(TaskType::isOpen);
    }
    return type instanceof TypeVariable;
  }

  private static Class<?> boxed(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType();
  }

  private static final class OfClasses<P extends @Nullable Object, R extends @Nullable Object>
      extends TaskType<P, R> {

    OfClasses(String name, Class<P> parameters, Class<R> result) {
      super(name, parameters, result);
    }
  }
}
