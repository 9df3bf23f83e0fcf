package dev.millrace.http.answer;

import dev.millrace.http.budget.ByteBudget;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/// Bounds the answers of a service.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AnswerSettings.class)
public class AnswerConfiguration {

  @Bean
  JsonAnswerConverter jsonAnswers(AnswerSettings settings) {
    return new JsonAnswerConverter(new ByteBudget(settings.bytes().toBytes()));
  }

  @Bean
  FilterRegistrationBean<SlowReaders> slowReaders(AnswerSettings settings) {
    var filter =
        new FilterRegistrationBean<>(
            new SlowReaders(() -> new ReadingPace(settings.slowest().toBytes(), settings.grace())));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    filter.setAsyncSupported(true);
    return filter;
  }
}
