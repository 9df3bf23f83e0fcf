package dev.millrace.listener;

import java.lang.reflect.Method;
import java.util.Map;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import tools.jackson.databind.json.JsonMapper;

/// Makes a [TaskListenerMethod] bean of each method that is a [TaskListener]. No bean is made for
/// it: the types of the definitions say which methods there are. Where there is none, nothing is
/// read.
final class TaskListenerMethods implements BeanFactoryPostProcessor {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// What reads the events for them.
  static final String READER = "millraceListening";

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    for (String name : beans.getBeanDefinitionNames()) {
      Class<?> type = AutoProxyUtils.determineTargetClass(beans, name);
      if (type != null && AnnotationUtils.isCandidateClass(type, TaskListener.class)) {
        listeners(type).forEach((method, listener) -> register(beans, name, method, listener));
      }
    }
    if (beans.getBeanNamesForType(TaskListenerMethod.class, true, false).length == 0) {
      ((BeanDefinitionRegistry) beans).removeBeanDefinition(READER);
    }
  }

  private static Map<Method, TaskListener> listeners(Class<?> type) {
    return MethodIntrospector.selectMethods(
        type,
        (MethodIntrospector.MetadataLookup<TaskListener>)
            method -> AnnotatedElementUtils.findMergedAnnotation(method, TaskListener.class));
  }

  private static void register(
      ConfigurableListableBeanFactory beans, String name, Method method, TaskListener listener) {
    var definition =
        new RootBeanDefinition(
            TaskListenerMethod.class,
            () -> new TaskListenerMethod(beans.getBean(name), name, method, listener, JSON));
    ((BeanDefinitionRegistry) beans)
        .registerBeanDefinition("millrace.listener." + name + "." + method.getName(), definition);
  }
}
