package dev.millrace.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.executor.handler.Task;
import dev.millrace.executor.handler.TaskContext;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.handler.Workload;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class TaskMethodsTest {

  private static final TaskContext CONTEXT =
      (TaskContext)
          Proxy.newProxyInstance(
              TaskMethodsTest.class.getClassLoader(),
              new Class<?>[] {TaskContext.class},
              (_, method, _) -> {
                throw new UnsupportedOperationException(method.getName());
              });

  record Mail(String to) {}

  record Sent(String id) {}

  static class Shop {

    final List<Object> seen = new ArrayList<>();

    @Task(
        type = "mail",
        description = "Sends a mail.",
        maxRetries = 8,
        firstBackoff = "1s",
        maxBackoff = "PT1M",
        timeout = "30s",
        retention = "2d",
        fleetLimit = 4,
        workload = Workload.WAITS,
        retryOn = IllegalStateException.class,
        neverOn = IOException.class)
    Sent send(Mail mail, TaskContext context) {
      seen.add(mail);
      seen.add(context);
      return new Sent("7");
    }

    @Task(type = "mails")
    @SuppressWarnings("UnusedMethod") // The annotation has it called.
    private void sendAll(List<Mail> mails) throws IOException {
      throw new IOException(mails.size() + " mails");
    }

    @Task(type = "tidy")
    void tidy() {
      seen.add("tidy");
    }

    void ordinary() {}
  }

  static class Cleaner {
    @Task(type = "tidy")
    void tidy() {}
  }

  static class TwoParameters {
    @Task(type = "two")
    void run(String one, String two) {}
  }

  static class NoDuration {
    @Task(type = "soon", firstBackoff = "soon")
    void run() {}
  }

  @Test
  void methodSaysAllThatAHandlerSays() throws Exception {
    try (var context = context(new Shop())) {
      TaskHandler<Object, Object> mail = handler(context, "mail");

      assertThat(mail.description()).isEqualTo("Sends a mail.");
      assertThat(mail.parameters()).isEqualTo(Mail.class);
      assertThat(mail.result().map(Class::getSimpleName)).contains("Sent");
      assertThat(mail.workload()).isEqualTo(Workload.WAITS);
      assertThat(mail.policy())
          .isEqualTo(
              TaskPolicy.STANDARD
                  .withMaxRetries(8)
                  .withBackoff(Duration.ofSeconds(1), Duration.ofMinutes(1))
                  .withTimeout(Duration.ofSeconds(30))
                  .withRetention(Duration.ofDays(2))
                  .withFleetLimit(4));
      assertThat(mail.retries().retries(new IllegalStateException())).contains(true);
      assertThat(mail.retries().retries(new IOException())).contains(false);
      assertThat(mail.run(new Mail("a"), CONTEXT)).isEqualTo(new Sent("7"));
      assertThat(context.getBean(Shop.class).seen).hasSize(2);
      assertThat(context.getBean(Shop.class).seen.getFirst()).isEqualTo(new Mail("a"));
      assertThat(context.getBean(Shop.class).seen.getLast()).isSameAs(CONTEXT);
    }
  }

  @Test
  void whatIsNotSaidIsAsInTheStandardPolicy() throws Exception {
    try (var context = context(new Shop())) {
      TaskHandler<Object, Object> tidy = handler(context, "tidy");

      assertThat(tidy.policy()).isEqualTo(TaskPolicy.STANDARD);
      assertThat(tidy.description()).isEqualTo("Shop.tidy");
      assertThat(tidy.workload()).isEqualTo(Workload.COMPUTES);
      assertThat(tidy.result()).isEmpty();
      assertThat(tidy.run(new MethodHandler.Nothing(), CONTEXT)).isNull();
      assertThat(context.getBean(Shop.class).seen).containsExactly("tidy");
      assertThat(context.getBeansOfType(TaskHandler.class)).hasSize(3);
    }
  }

  @Test
  void typeArgumentsAreKeptAndFailuresAreTheMethodsOwn() {
    try (var context = context(new Shop())) {
      TaskHandler<Object, Object> mails = handler(context, "mails");

      assertThat(mails.parametersType())
          .isInstanceOfSatisfying(
              ParameterizedType.class,
              type -> assertThat(type.getActualTypeArguments()).containsExactly(Mail.class));
      assertThatThrownBy(() -> mails.run(List.of(new Mail("a")), CONTEXT))
          .isInstanceOf(IOException.class)
          .hasMessage("1 mails");
    }
  }

  @Test
  void methodOfAProxiedBeanIsCalledThroughItsProxy() throws Exception {
    List<String> around = new ArrayList<>();
    var factory = new ProxyFactory(new Cleaner());
    factory.setProxyTargetClass(true);
    factory.addAdvice(
        (org.aopalliance.intercept.MethodInterceptor)
            call -> {
              around.add(call.getMethod().getName());
              return call.proceed();
            });
    try (var context = context((Cleaner) factory.getProxy())) {
      handler(context, "tidy").run(new MethodHandler.Nothing(), CONTEXT);
    }

    assertThat(around).contains("tidy");
  }

  @Test
  void methodThatCannotBeATaskIsNamed() {
    assertThatThrownBy(() -> handlers(new TwoParameters()))
        .rootCause()
        .hasMessageContaining("TwoParameters.run of type 'two'")
        .hasMessageContaining("each at most once");
    assertThatThrownBy(() -> handlers(new NoDuration()))
        .hasStackTraceContaining("NoDuration.run of type 'soon'")
        .hasStackTraceContaining("soon");
  }

  private static void handlers(Object bean) {
    try (var context = context(bean)) {
      context.getBeansOfType(TaskHandler.class);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T> AnnotationConfigApplicationContext context(T bean) {
    var context = new AnnotationConfigApplicationContext();
    context.registerBean("shop", (Class<T>) bean.getClass(), () -> bean);
    context.registerBean(TaskMethods.class);
    context.refresh();
    return context;
  }

  @SuppressWarnings("unchecked")
  private static TaskHandler<Object, Object> handler(
      AnnotationConfigApplicationContext context, String type) {
    Map<String, TaskHandler<Object, Object>> handlers =
        context.getBeansOfType(TaskHandler.class).values().stream()
            .map(one -> (TaskHandler<Object, Object>) one)
            .collect(Collectors.toMap(one -> one.type().value(), one -> one));
    return Objects.requireNonNull(handlers.get(type));
  }
}
