package dev.millrace.standalone;

import dev.millrace.api.TaskApiApplication;
import dev.millrace.embedded.kafka.EmbeddedKafka;
import dev.millrace.executor.app.TaskExecutorApplication;
import dev.millrace.projection.TaskProjectionApplication;
import dev.millrace.standalone.issuer.Issuer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The three services with the addresses they have in this process.
final class Services {

  /// The executor's jobs bring JPA onto the class path of all three; the others have no entities.
  private static final String WITHOUT_JPA =
      "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration,"
          + "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration";

  /// Which part of the one heap a service's bounds are computed from; all together have all of it.
  private static final String HEAP = "millrace.http.heap-percent";

  private final StandaloneSettings settings;
  private final ServiceRoles roles;
  private final EmbeddedKafka kafka;
  private final Issuer issuer;

  Services(StandaloneSettings settings, Path data, ServiceRoles roles, EmbeddedKafka kafka) {
    this.settings = settings;
    this.roles = roles;
    this.kafka = kafka;
    this.issuer = Issuer.of(data, settings.port());
  }

  Service executor() {
    Map<String, String> properties = common(settings.executorPort(), ServiceRoles.EXECUTOR);
    properties.putAll(roles.relayOf(ServiceRoles.EXECUTOR));
    properties.putAll(roles.blobs());
    properties.put(HEAP, "15");
    properties.put("millrace.jobs.samples", "true");
    properties.put("millrace.jobs.sleep.enabled", "true");
    return new Service(TaskExecutorApplication.class, "task-executor", properties);
  }

  Service projection() {
    Map<String, String> properties = common(settings.projectionPort(), ServiceRoles.PROJECTION);
    properties.put(HEAP, "10");
    properties.put("spring.autoconfigure.exclude", WITHOUT_JPA);
    return new Service(TaskProjectionApplication.class, "task-projection", properties);
  }

  Service api() {
    Map<String, String> properties = common(settings.port(), ServiceRoles.API);
    properties.putAll(roles.relayOf(ServiceRoles.API));
    properties.putAll(roles.blobs());
    properties.putAll(roles.reader());
    properties.putAll(issuer.limits());
    properties.put(HEAP, "75");
    properties.put("spring.autoconfigure.exclude", WITHOUT_JPA);
    return new Service(TaskApiApplication.class, "task-api", properties, issuer::addTo);
  }

  private Map<String, String> common(int port, String databaseName) {
    Map<String, String> properties = new HashMap<>(roles.service(databaseName));
    properties.put("server.port", String.valueOf(port));
    properties.put("spring.kafka.bootstrap-servers", kafka.bootstrapServers());
    kafka
        .clientProperties()
        .forEach((name, value) -> properties.put("spring.kafka.properties." + name, value));
    properties.putAll(issuer.trust());
    return properties;
  }
}
