package dev.millrace.jobs.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.access.AccessConfiguration;
import dev.millrace.contractcheck.ApiDriver;
import dev.millrace.contractcheck.OpenApiDocument;
import dev.millrace.contractcheck.Party;
import dev.millrace.contractcheck.RawHttp;
import dev.millrace.jobs.MonsterDatabase;
import dev.millrace.jobs.monster.MonsterConfiguration;
import dev.millrace.jobs.problem.ProblemConfiguration;
import dev.millrace.openapi.ApiDescription;
import dev.millrace.openapi.OpenApiConfiguration;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestIssuer;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/// The executor's HTTP side against the OpenAPI document that it serves itself. `-Dseed=N` repeats
/// a drive.
@MillraceInfra
@Timeout(240)
class EveryMonsterCallIT {

  private static final int ROUNDS = 6;

  /// The HTTP side without the engine.
  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import({
    AccessConfiguration.class,
    OpenApiConfiguration.class,
    MonsterConfiguration.class,
    IntakeConfiguration.class,
    ProblemConfiguration.class
  })
  static class Described {

    @Bean
    ApiDescription apiDescription() {
      return ApiDescription.of("task-executor");
    }
  }

  @Test
  void whateverIsSentNothingBreaks(Infra infra) throws IOException {
    long seed = Long.getLong("seed", System.nanoTime());
    try (var database = new MonsterDatabase(infra);
        var application =
            new SpringApplicationBuilder(Described.class)
                .properties(new HashMap<>(TestIssuer.settings()))
                .run(
                    "--spring.config.name=task-executor",
                    "--server.port=0",
                    "--spring.kafka.bootstrap-servers=" + infra.bootstrapServers(),
                    "--spring.datasource.url=" + database.address().jdbcUrl(),
                    "--spring.datasource.username=" + database.address().username(),
                    "--spring.datasource.password=" + database.address().password(),
                    "--millrace.jobs.samples=true")) {
      var http =
          new RawHttp(
              application.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
      var document =
          new OpenApiDocument(
              JsonMapper.builder()
                  .build()
                  .readTree(
                      http.send(new RawHttp.Request("GET", "/v3/api-docs", List.of(), new byte[0]))
                          .body()));
      var driver = new ApiDriver(http, document, seed);

      driver.drive(
          List.of(
              party("alice", TestIssuer.user("alice")),
              party("reader", TestIssuer.token("bob", "tasks:read")),
              new Party("nobody", null, Map.of(), List.of(), false)),
          ROUNDS,
          _ -> {});

      assertThat(driver.complaints())
          .withFailMessage(() ->
              "seed %d, %d requests:\n%s"
                  .formatted(seed, driver.sent(), String.join("\n", driver.complaints())))
          .isEmpty();
      assertThat(database.sql().sql("select count(*) from monster").query(Long.class).single())
          .as("seed %d, monsters that were there before, and some that were put", seed)
          .isGreaterThan(300);
    }
  }

  private static Party party(String name, String token) {
    return new Party(name, token, Map.of("id", List.of("1", "2")), List.of(), false);
  }
}
