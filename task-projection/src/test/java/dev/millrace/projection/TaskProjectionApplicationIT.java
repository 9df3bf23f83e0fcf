package dev.millrace.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.Fact;
import dev.millrace.projection.poll.Logs;
import dev.millrace.projection.postgres.TableAudit;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestIssuer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.jdbc.core.JdbcTemplate;

@MillraceInfra
@Timeout(120)
class TaskProjectionApplicationIT {

  @Test
  void serviceStartsOnEmptyServersReadsTheLogAndSaysThatItIsWell(Infra infra) throws Exception {
    try (var log = new ProjectionUnderTest(infra, 2);
        var http = HttpClient.newHttpClient()) {
      List<Fact> facts = Logs.interleaved(51, 50, 10);
      log.publish(facts);
      var database = infra.newDatabase("projection");
      var application = new SpringApplication(TaskProjectionApplication.class);
      application.setDefaultProperties(
          Map.of("spring.config.name", TaskProjectionApplication.CONFIG_NAME));
      try (var context =
          application.run(
              Stream.concat(
                      TestIssuer.arguments().stream(),
                      Stream.of(
                          "--spring.datasource.url=" + database.jdbcUrl(),
                          "--spring.datasource.username=" + database.username(),
                          "--spring.datasource.password=" + database.password(),
                          "--spring.kafka.bootstrap-servers=" + infra.bootstrapServers(),
                          "--millrace.projection.log.topic=" + log.topic,
                          "--millrace.projection.log.group=" + log.topic,
                          "--millrace.projection.expiry.history=3650d",
                          "--server.port=0"))
                  .toArray(String[]::new))) {
        var jdbc = context.getBean(JdbcTemplate.class);
        ProjectionUnderTest.awaitStored(jdbc, facts.size());
        TableAudit.assertFoldOf(facts, jdbc);
        String port = context.getEnvironment().getProperty("local.server.port");
        var health =
            http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health"))
                    .header("Authorization", "Bearer " + TestIssuer.operator("root"))
                    .build(),
                BodyHandlers.ofString());
        assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
        assertThat(health.body()).contains("\"reading\":true").contains("\"lag\":0");
      }
    }
  }
}
