package dev.millrace.listener;

import dev.millrace.events.Topics;
import dev.millrace.kafka.ConsumerSettings;
import dev.millrace.kafka.GroupReader;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Has an application's [TaskListener] methods hear how tasks end, with the application's own data
/// source and Kafka. Without such a method nothing is read and no table is made.
@AutoConfiguration
@EnableConfigurationProperties(ListenerSettings.class)
public class ListenerAutoConfiguration {

  private static final int POLL_RECORDS = 500;
  private static final GroupReader.Backoff BACKOFF =
      new GroupReader.Backoff(Duration.ofMillis(200), Duration.ofSeconds(10));

  @Bean
  static BeanFactoryPostProcessor millraceTaskListenerMethods() {
    return new TaskListenerMethods();
  }

  @Bean(TaskListenerMethods.READER)
  Listening millraceListening(
      ObjectProvider<TaskListenerMethod> methods,
      DataSource database,
      ObjectProvider<PlatformTransactionManager> managers,
      KafkaProperties kafka,
      ListenerSettings settings,
      Environment environment) {
    List<TaskListenerMethod> listeners = methods.stream().toList();
    requireNames(listeners);
    if (settings.migrate()) {
      EndedTasks.TABLES.migrate(database);
    }
    EndedTasks tasks = new EndedTasks(database);
    PlatformTransactionManager manager =
        managers.getIfUnique(() -> new JdbcTransactionManager(database));
    var listener = new EventsListener(listeners, tasks, new TransactionTemplate(manager));
    String group = group(settings.group(), environment);
    Map<String, Object> member =
        ConsumerSettings.ofMember(kafka.buildConsumerProperties(), group, group);
    member.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
    var reader =
        new GroupReader(
            kafka.buildAdminProperties(),
            new DefaultKafkaConsumerFactory<>(
                member, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
            GroupReader.listener(Topics.EVENTS, listener),
            1,
            BACKOFF);
    return new Listening(reader, listener, tasks, settings.remembered());
  }

  private static void requireNames(List<TaskListenerMethod> listeners) {
    Set<String> names = new HashSet<>();
    for (TaskListenerMethod listener : listeners) {
      if (!names.add(listener.name())) {
        throw new IllegalStateException(
            "two @TaskListener methods are called '" + listener.name() + "': give one a name");
      }
    }
  }

  private static String group(@Nullable String given, Environment environment) {
    if (given != null && !given.isBlank()) {
      return given;
    }
    String application = environment.getProperty("spring.application.name", "");
    if (application.isBlank()) {
      throw new IllegalStateException(
          "a @TaskListener needs a consumer group: set millrace.listener.group or"
              + " spring.application.name");
    }
    return application + "-millrace-listener";
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(MeterBinder.class)
  static class Meters {

    @Bean
    MeterBinder millraceListenerMeters(ObjectProvider<Listening> listening) {
      return registry ->
          listening.ifAvailable(one ->
              Gauge.builder("millrace.listener.waiting", one, Listening::waiting)
                  .description("ends at which a listener has thrown, and which it hears again")
                  .register(registry));
    }
  }
}
