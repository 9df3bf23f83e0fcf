package dev.millrace.api.query.waiting;

import dev.millrace.api.query.TaskFinder;
import dev.millrace.api.query.TaskNews;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;

/// Makes what waits.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WaitSettings.class)
class WaitWiring {

  @Bean(destroyMethod = "close")
  TaskWait taskWait(TaskFinder tasks, TaskNews news) {
    return new TaskWait(tasks, news);
  }

  /// No request is kept waiting by a process that stops.
  @Bean
  ApplicationListener<ContextClosedEvent> endOfWaits(TaskWait waits) {
    return _ -> waits.endAll();
  }
}
