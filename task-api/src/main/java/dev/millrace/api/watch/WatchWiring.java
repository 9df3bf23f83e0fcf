package dev.millrace.api.watch;

import dev.millrace.api.query.TaskNews;
import dev.millrace.api.repeat.PeriodicTask;
import dev.millrace.api.watch.live.Fanout;
import dev.millrace.api.watch.live.FanoutNews;
import dev.millrace.api.watch.live.LiveReader;
import dev.millrace.api.watch.log.EventTopic;
import dev.millrace.api.watch.log.TaskOrigins;
import dev.millrace.api.watch.resume.CatchUp;
import dev.millrace.api.watch.resume.CatchUpAllowance;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Puts the way of an event to its streams together.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WatchSettings.class)
class WatchWiring {

  @Bean
  TaskOrigins taskOrigins(JdbcClient database) {
    return TaskOrigins.in(database);
  }

  @Bean
  Fanout fanout() {
    return new Fanout();
  }

  @Bean
  TaskNews taskNews(Fanout fanout) {
    return new FanoutNews(fanout);
  }

  @Bean
  EventTopic eventTopic(KafkaProperties kafka) {
    return new EventTopic(kafka.buildConsumerProperties());
  }

  @Bean
  LiveReader liveReader(Fanout fanout, TaskOrigins origins, EventTopic topic, Clock clock) {
    return new LiveReader(fanout, origins, () -> topic.open("task-api-live"), clock);
  }

  @Bean(destroyMethod = "close")
  CatchUp catchUp(Fanout fanout, TaskOrigins origins, EventTopic topic, WatchSettings settings) {
    var allowance = new CatchUpAllowance(settings.catchUpRecords(), TimeMeter.SYSTEM_MILLISECONDS);
    return new CatchUp(fanout, origins, () -> topic.open("task-api-catch-up"), allowance);
  }

  @Bean(destroyMethod = "close")
  Streams streams(
      Fanout fanout, CatchUp catchUp, WatchSettings settings, Clock clock, MeterRegistry meters) {
    var streams = new Streams(fanout, catchUp, settings, clock);
    Gauge.builder("millrace.api.streams.waiting", streams, Streams::waiting)
        .baseUnit("bytes")
        .description("Events that wait to be written on streams of server-sent events")
        .register(meters);
    Gauge.builder("millrace.api.streams", streams, Streams::open)
        .description("Streams of server-sent events that are open")
        .register(meters);
    return streams;
  }

  @Bean
  PeriodicTask heartbeat(Streams streams, WatchSettings settings) {
    return new PeriodicTask(
        "task-api-heartbeat", settings.heartbeat().dividedBy(Streams.ROUNDS), streams::beat);
  }
}
