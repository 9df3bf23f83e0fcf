package dev.millrace.starter;

import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.handler.RetryRules;
import dev.millrace.executor.handler.Task;
import dev.millrace.executor.handler.TaskContext;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.handler.Workload;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.ResolvableType;
import org.springframework.util.ReflectionUtils;

/// A method that is a [Task] as a handler.
final class MethodHandler implements TaskHandler<Object, Object> {

  private static final int NONE = -1;

  private final Object bean;
  private final Method method;
  private final Task task;
  private final int parameters;
  private final TaskPolicy policy;
  private final RetryRules retries;

  /// The parameters of a method that takes none.
  record Nothing() {}

  /// @throws IllegalStateException when the method cannot be called with parameters and a context,
  ///   or what it says of itself cannot be read
  MethodHandler(Object bean, Method declared, Task task) {
    this.bean = bean;
    this.method = AopUtils.selectInvocableMethod(declared, bean.getClass());
    this.task = task;
    int[] others =
        IntStream.range(0, method.getParameterCount())
            .filter(i -> method.getParameterTypes()[i] != TaskContext.class)
            .toArray();
    if (others.length > 1 || method.getParameterCount() > others.length + 1) {
      throw new IllegalStateException(
          where() + " takes the parameters of the task and a TaskContext, each at most once");
    }
    this.parameters = others.length == 0 ? NONE : others[0];
    ReflectionUtils.makeAccessible(method);
    this.policy = policyOf(task);
    this.retries = new RetryRules(Arrays.asList(task.retryOn()), Arrays.asList(task.neverOn()));
  }

  @Override
  public TaskType type() {
    return new TaskType(task.type());
  }

  @Override
  public String description() {
    return task.description().isEmpty()
        ? AopUtils.getTargetClass(bean).getSimpleName() + "." + method.getName()
        : task.description();
  }

  @Override
  @SuppressWarnings("unchecked") // P is an Object here, whatever the method takes.
  public Class<? super Object> parameters() {
    return (Class<? super Object>)
        (parameters == NONE ? Nothing.class : method.getParameterTypes()[parameters]);
  }

  @Override
  public Type parametersType() {
    return parameters == NONE ? Nothing.class : method.getGenericParameterTypes()[parameters];
  }

  @Override
  @SuppressWarnings("unchecked") // R is an Object here, whatever the method returns.
  public Optional<Class<Object>> result() {
    Class<?> result = method.getReturnType();
    boolean isSaid =
        result != void.class
            && result != Void.class
            && result != Object.class
            && !ResolvableType.forMethodReturnType(method).hasGenerics();
    return isSaid ? Optional.of((Class<Object>) result) : Optional.empty();
  }

  @Override
  public TaskPolicy policy() {
    return policy;
  }

  private TaskPolicy policyOf(Task task) {
    try {
      TaskPolicy known =
          TaskPolicy.STANDARD
              .withMaxRetries(task.maxRetries())
              .withBackoff(duration(task.firstBackoff()), duration(task.maxBackoff()))
              .withRetention(duration(task.retention()))
              .withFleetLimit(task.fleetLimit());
      return task.timeout().isEmpty() ? known : known.withTimeout(duration(task.timeout()));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(where() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public RetryRules retries() {
    return retries;
  }

  @Override
  public Workload workload() {
    return task.workload();
  }

  @Override
  public boolean isPure() {
    return task.pure();
  }

  @Override
  public @Nullable Object run(Object given, TaskContext context) throws Exception {
    @Nullable Object[] arguments = new Object[method.getParameterCount()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = i == parameters ? given : context;
    }
    try {
      return method.invoke(bean, arguments);
    } catch (InvocationTargetException e) {
      ReflectionUtils.rethrowException(e.getTargetException());
      throw e;
    }
  }

  private static Duration duration(String text) {
    return DurationStyle.detectAndParse(text);
  }

  private String where() {
    return "the @Task method "
        + AopUtils.getTargetClass(bean).getName()
        + "."
        + method.getName()
        + " of type '"
        + task.type()
        + "'";
  }
}
