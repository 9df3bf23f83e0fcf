package dev.millrace.http;

import dev.millrace.http.answer.AnswerConfiguration;
import dev.millrace.http.budget.ByteBudget;
import dev.millrace.http.budget.HeldBytesFilter;
import org.apache.coyote.ContinueResponseTiming;
import org.apache.coyote.ProtocolHandler;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.unit.DataSize;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Bounds a service's HTTP edge. Each service imports it.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HttpSettings.class)
@Import(AnswerConfiguration.class)
public class HttpConfiguration {

  private static final DataSize MOST_LEFT = DataSize.ofMegabytes(64);

  @Bean
  ByteBudget bodiesInProgress(HttpSettings settings) {
    return new ByteBudget(settings.bodies().toBytes());
  }

  @Bean
  HeldBytesFilter heldBytesFilter(ByteBudget budget) {
    return new HeldBytesFilter(budget);
  }

  @Bean
  PlainBodiesFilter plainBodiesFilter(HandlerExceptionResolver handlerExceptionResolver) {
    return new PlainBodiesFilter(handlerExceptionResolver);
  }

  @Bean
  static CalmHealth calmHealth() {
    return new CalmHealth();
  }

  /// Last, so that nothing else sets what follows from the heap.
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  public WebServerFactoryCustomizer<TomcatServletWebServerFactory> boundedHttp(
      HttpSettings settings) {
    return factory -> {
      factory.setProtocol(BoundedHttp.class.getName());
      factory.addEngineValves(
          new ForwardedPrefix(),
          new BodyPace(
              new Pace(settings.bodyGrace(), settings.slowestBody().toBytes()),
              MOST_LEFT.toBytes()));
      // Whoever asks before sending a body hears a refusal instead of "100 Continue".
      factory.addConnectorCustomizers(connector ->
          connector.setProperty(
              "continueResponseTiming", ContinueResponseTiming.ON_REQUEST_BODY_READ.toString()));
      factory.addConnectorCustomizers(connector -> bound(connector.getProtocolHandler(), settings));
    };
  }

  private static void bound(ProtocolHandler protocol, HttpSettings settings) {
    if (!(protocol instanceof BoundedHttp bounded)) {
      throw new IllegalStateException("this web server's connections are not bounded: " + protocol);
    }
    bounded.bound(settings);
  }
}
