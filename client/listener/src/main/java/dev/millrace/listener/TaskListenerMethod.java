package dev.millrace.listener;

import dev.millrace.events.TaskCancelled;
import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.TaskTimedOut;
import dev.millrace.events.task.TaskType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.ResolvableType;
import org.springframework.util.ReflectionUtils;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/// A method that is a [TaskListener].
final class TaskListenerMethod {

  private static final int LONGEST_NAME = 200;

  private final Object bean;
  private final Method method;
  private final String name;
  private final Set<TaskType> types;
  private final JsonMapper json;
  private final JavaType result;

  /// @throws IllegalStateException when the method does not take a [TaskEnd] alone, or what it says
  ///   of itself cannot be read
  TaskListenerMethod(
      Object bean, String beanName, Method declared, TaskListener listener, JsonMapper json) {
    this.bean = bean;
    this.method = AopUtils.selectInvocableMethod(declared, bean.getClass());
    this.name = listener.name().isEmpty() ? beanName + "." + declared.getName() : listener.name();
    String where =
        "the @TaskListener method "
            + AopUtils.getTargetClass(bean).getName()
            + "."
            + method.getName();
    if (method.getParameterCount() != 1 || method.getParameterTypes()[0] != TaskEnd.class) {
      throw new IllegalStateException(where + " takes one TaskEnd<Result>");
    }
    if (name.length() > LONGEST_NAME || listener.type().length == 0) {
      throw new IllegalStateException(
          where + " has a type and a name of at most " + LONGEST_NAME + " characters");
    }
    try {
      this.types =
          Arrays.stream(listener.type()).map(TaskType::new).collect(Collectors.toUnmodifiableSet());
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(where + ": " + e.getMessage(), e);
    }
    this.json = json;
    this.result =
        json.constructType(ResolvableType.forMethodParameter(method, 0).getGeneric(0).getType());
    ReflectionUtils.makeAccessible(method);
  }

  /// What it has heard is kept under it.
  String name() {
    return name;
  }

  Set<TaskType> types() {
    return types;
  }

  /// Calls it.
  ///
  /// @throws Exception what it throws; or the result is none of its kind
  void hear(TaskEnd.Ended task, TaskEvent.Final end) throws Exception {
    try {
      method.invoke(bean, end(task, end));
    } catch (InvocationTargetException e) {
      ReflectionUtils.rethrowException(e.getTargetException());
    }
  }

  private TaskEnd<?> end(TaskEnd.Ended task, TaskEvent.Final end) {
    return switch (end) {
      case TaskCompleted done ->
          new TaskEnd.Completed<>(task, result(done), done.metadata(), done.stored() != null);
      case TaskFailed failed -> new TaskEnd.Failed<>(task, failed.error());
      case TaskTimedOut late -> new TaskEnd.TimedOut<>(task, late.error());
      case TaskCancelled cancelled -> new TaskEnd.Cancelled<>(task, cancelled.actor());
    };
  }

  private @Nullable Object result(TaskCompleted done) {
    return done.result() == null || result.hasRawClass(Void.class)
        ? null
        : json.readValue(done.result().text(), result);
  }
}
