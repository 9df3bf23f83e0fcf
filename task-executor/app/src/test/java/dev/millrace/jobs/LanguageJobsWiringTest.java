package dev.millrace.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.blobs.Blobs;
import dev.millrace.blobs.memory.InMemoryBlobs;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.jobs.analysis.AnalysisConfiguration;
import dev.millrace.jobs.calibration.CalibrationConfiguration;
import dev.millrace.jobs.generation.GenerationConfiguration;
import dev.millrace.jobs.llm.provider.LlmProperties;
import dev.millrace.jobs.llm.provider.ProviderSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

class LanguageJobsWiringTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
          .withBean(Blobs.class, InMemoryBlobs::new)
          .withUserConfiguration(
              AnalysisConfiguration.class,
              GenerationConfiguration.class,
              CalibrationConfiguration.class);

  @Test
  void withoutSettingsSceneAndCalibrationAreNotAvailable() {
    runner.run(context -> {
      assertThat(context).hasNotFailed();
      Map<String, Boolean> available =
          handlers(context).stream()
              .collect(Collectors.toMap(h -> h.type().value(), h -> h.missing().isEmpty()));
      assertThat(available)
          .containsExactlyInAnyOrderEntriesOf(
              Map.of("analysis", true, "summary", true, "scene", false, "calibration", false));
    });
  }

  @Test
  void aProviderNeedsThreeSettings() {
    runner
        .withPropertyValues(
            "millrace.llm.providers[0].name=local",
            "millrace.llm.providers[0].base-url=http://127.0.0.1:1/v1",
            "millrace.llm.providers[0].model=m",
            "millrace.llm.providers[0].timeouts.workload=45s",
            "millrace.calibration.command=echo,{infoHash}")
        .run(context -> {
          assertThat(context).hasNotFailed();
          ProviderSettings provider = context.getBean(LlmProperties.class).providers().getFirst();
          assertThat(provider.timeouts().analysis()).isEqualTo(Duration.ofSeconds(90));
          assertThat(provider.timeouts().workload()).isEqualTo(Duration.ofSeconds(45));
          assertThat(provider.tokensPerMinute()).isNull();
          assertThat(handlers(context)).allMatch(handler -> handler.missing().isEmpty());
          assertThat(handlers(context))
              .as("who waits as long as is allowed has time for the call itself")
              .filteredOn(handler -> !handler.type().value().equals("calibration"))
              .allSatisfy(handler ->
                  assertThat(handler.policy().timeout())
                      .isGreaterThan(
                          context.getBean(LlmProperties.class).maxWait().plusMinutes(5)));
        });
  }

  @Test
  void whatCannotWorkStopsTheStartAndNamesTheSetting() {
    runner
        .withPropertyValues("millrace.calibration.command=echo")
        .run(context ->
            assertThat(context).getFailure().rootCause().hasMessageContaining("{infoHash}"));
    runner
        .withPropertyValues(
            "millrace.llm.providers[0].name=p",
            "millrace.llm.providers[0].base-url=https://h/v1",
            "millrace.llm.providers[0].model=m",
            "millrace.llm.providers[0].api-key-env=NO_SUCH_VARIABLE")
        .run(context ->
            assertThat(context).getFailure().rootCause().hasMessageContaining("NO_SUCH_VARIABLE"));
  }

  private static List<TaskHandler<?, ?>> handlers(ApplicationContext context) {
    List<TaskHandler<?, ?>> handlers = new ArrayList<>();
    context.getBeansOfType(TaskHandler.class).values().forEach(handlers::add);
    return handlers;
  }
}
