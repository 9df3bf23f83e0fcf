package dev.millrace.executor;

import dev.millrace.events.task.ExecutorId;
import dev.millrace.executor.attempt.AbandonedHandlers;
import dev.millrace.executor.attempt.RunningAttempts;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.lease.LeaseKeeper;
import dev.millrace.executor.support.EngineDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/// An engine in a Spring context of its own, as a service would start it.
final class RunningEngine implements AutoCloseable {

  private final AnnotationConfigApplicationContext context;

  private RunningEngine(AnnotationConfigApplicationContext context) {
    this.context = context;
  }

  static RunningEngine start(
      String bootstrapServers,
      EngineDatabase database,
      Map<String, Object> settings,
      TaskHandler<?, ?>... handlers) {
    var context = new AnnotationConfigApplicationContext();
    Map<String, Object> properties = new HashMap<>(settings);
    properties.put("spring.kafka.bootstrap-servers", bootstrapServers);
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("test", properties));
    context.registerBean(
        DataSource.class,
        database::pool,
        bean -> ((AbstractBeanDefinition) bean).setDestroyMethodName(""));
    context.registerBean(JdbcConnectionDetails.class, database::address);
    for (int i = 0; i < handlers.length; i++) {
      TaskHandler<?, ?> handler = handlers[i];
      context.registerBean("handler" + i, TaskHandler.class, () -> handler);
    }
    context.register(Surroundings.class, EngineConfiguration.class);
    context.refresh();
    return new RunningEngine(context);
  }

  ExecutorId id() {
    return context.getBean(ExecutorId.class);
  }

  /// As Spring's tests do with the contexts that are not in use.
  void pauseAndRestart() {
    context.pause();
    context.restart();
  }

  Engine engine() {
    return context.getBean(Engine.class);
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  boolean isWorking() {
    return engine().stage() == Engine.Stage.WORKING;
  }

  int running() {
    return context.getBean(RunningAttempts.class).count();
  }

  /// Ends the heartbeat while everything else goes on: an executor that the others take for dead.
  void freeze() throws InterruptedException {
    context.getBean(LeaseKeeper.class).stop();
  }

  /// How many abandoned handlers still run.
  int abandoned() {
    return context.getBean(AbandonedHandlers.class).counts().values().stream()
        .mapToInt(Integer::intValue)
        .sum();
  }

  double meter(String name) {
    return context.getBean(MeterRegistry.class).get("millrace.executor." + name).counter().count();
  }

  /// How many commands had this verdict so far.
  double commands(String verdict) {
    return context
        .getBean(MeterRegistry.class)
        .counter("millrace.executor.commands", "verdict", verdict)
        .count();
  }

  Status status() {
    return Objects.requireNonNull(context.getBean(HealthIndicator.class).health()).getStatus();
  }

  /// The engine's health, as a person would see it.
  Map<String, Object> health() {
    return Objects.requireNonNull(context.getBean(HealthIndicator.class).health()).getDetails();
  }

  /// What Spring Boot would bring.
  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(KafkaProperties.class)
  static class Surroundings {

    @Bean
    PlatformTransactionManager transactionManager(DataSource database) {
      return new JdbcTransactionManager(database);
    }

    @Bean
    MeterRegistry meterRegistry() {
      return new SimpleMeterRegistry();
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
