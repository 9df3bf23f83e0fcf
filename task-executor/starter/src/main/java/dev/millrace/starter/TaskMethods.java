package dev.millrace.starter;

import dev.millrace.executor.handler.Task;
import dev.millrace.executor.handler.TaskHandler;
import java.lang.reflect.Method;
import java.util.Map;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

/// Makes a [TaskHandler] bean of each method that is a [Task]. No bean is made for it: the types of
/// the definitions say which methods there are.
public final class TaskMethods implements BeanFactoryPostProcessor {

  TaskMethods() {}

  /// The method of this object that is the [Task] of this type, as the handler that the engine
  /// runs; for tests, which have no application context.
  ///
  /// @throws IllegalArgumentException when there is none
  /// @throws IllegalStateException when what the method says of itself cannot be read
  public static TaskHandler<?, ?> handler(Object bean, String type) {
    return tasks(AopUtils.getTargetClass(bean)).entrySet().stream()
        .filter(method -> method.getValue().type().equals(type))
        .findFirst()
        .map(method -> new MethodHandler(bean, method.getKey(), method.getValue()))
        .orElseThrow(() ->
            new IllegalArgumentException(
                bean.getClass().getName() + " has no @Task method of type '" + type + "'"));
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    for (String name : beans.getBeanDefinitionNames()) {
      Class<?> type = AutoProxyUtils.determineTargetClass(beans, name);
      if (type != null && AnnotationUtils.isCandidateClass(type, Task.class)) {
        tasks(type).forEach((method, task) -> register(beans, name, method, task));
      }
    }
  }

  private static Map<Method, Task> tasks(Class<?> type) {
    return MethodIntrospector.selectMethods(
        type,
        (MethodIntrospector.MetadataLookup<Task>)
            method -> AnnotatedElementUtils.findMergedAnnotation(method, Task.class));
  }

  private static void register(
      ConfigurableListableBeanFactory beans, String name, Method method, Task task) {
    var handler =
        new RootBeanDefinition(
            TaskHandler.class, () -> new MethodHandler(beans.getBean(name), method, task));
    ((BeanDefinitionRegistry) beans)
        .registerBeanDefinition("millrace.task." + name + "." + method.getName(), handler);
  }
}
