package dev.millrace.executor;

import dev.millrace.blobs.Blobs;
import dev.millrace.blobs.BlobsConfiguration;
import dev.millrace.executor.attempt.AbandonedHandlers;
import dev.millrace.executor.attempt.AttemptRunner;
import dev.millrace.executor.attempt.HandlerCall;
import dev.millrace.executor.attempt.LargeParameters;
import dev.millrace.executor.attempt.LargeResults;
import dev.millrace.executor.attempt.OutcomeWriter;
import dev.millrace.executor.attempt.RunningAttempts;
import dev.millrace.executor.attempt.SchedulerWatch;
import dev.millrace.executor.attempt.thread.ComputingTurns;
import dev.millrace.executor.attempt.thread.HandlerThreads;
import dev.millrace.executor.control.StuckHandlers;
import dev.millrace.executor.handler.Workload;
import dev.millrace.executor.lease.LeaseKeeper;
import dev.millrace.executor.observe.EngineMeters;
import dev.millrace.executor.store.RunStore;
import dev.millrace.executor.store.StoreGate;
import dev.millrace.executor.work.Waits;
import jakarta.validation.Validator;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// Wires what runs attempts, and the store of blobs that their large results go to.
@Configuration(proxyBeanMethods = false)
@Import(BlobsConfiguration.class)
@EnableConfigurationProperties({ResultSettings.class, HandlerSettings.class})
class AttemptConfiguration {

  @Bean
  RunningAttempts runningAttempts() {
    return new RunningAttempts();
  }

  @Bean(destroyMethod = "")
  OutcomeWriter outcomeWriter(RunStore store, RunningAttempts running, EngineMeters meters) {
    return new OutcomeWriter(store, running, meters);
  }

  @Bean
  LeaseKeeper leaseKeeper(
      RunStore store,
      RunningAttempts running,
      OutcomeWriter outcomes,
      StoreGate gate,
      EngineMeters meters,
      ExecutorSettings settings) {
    return new LeaseKeeper(store, running, outcomes, gate, meters, settings.heartbeat());
  }

  @Bean
  ComputingTurns computingTurns(HandlerSettings settings, EngineMeters meters) {
    ComputingTurns turns =
        new ComputingTurns(settings.computingThreads(), settings.abandonedComputing());
    meters.gauge("turns.waiting", turns::waiting);
    return turns;
  }

  @Bean
  AbandonedHandlers abandonedHandlers(
      HandlerSettings settings, StoreGate gate, EngineMeters meters) {
    AbandonedHandlers abandoned = new AbandonedHandlers(settings.abandoned(), gate);
    for (Workload workload : Workload.values()) {
      meters.gauge(
          "abandoned",
          () -> abandoned.counts().get(workload),
          "workload",
          workload.name().toLowerCase(Locale.ROOT));
    }
    return abandoned;
  }

  @Bean
  SchedulerWatch schedulerWatch(
      RunningAttempts running, AbandonedHandlers abandoned, StoreGate gate, EngineMeters meters) {
    return new SchedulerWatch(running, abandoned, gate, meters);
  }

  @Bean
  AttemptRunner attemptRunner(
      RunStore store,
      RunningAttempts running,
      OutcomeWriter outcomes,
      AttemptRunner.Surroundings around,
      EngineMeters meters,
      @Qualifier(EngineConfiguration.CLOCK) Clock clock) {
    return new AttemptRunner(store, running, outcomes, around, meters, clock);
  }

  @Bean
  AttemptRunner.Surroundings attemptSurroundings(
      ComputingTurns turns,
      AbandonedHandlers abandoned,
      ObjectProvider<Validator> validators,
      Blobs blobs,
      ResultSettings results) {
    return new AttemptRunner.Surroundings(
        // One that waits for other tasks is not over before they are, whatever was asked of it.
        new HandlerThreads(turns, Waits.class::isInstance),
        abandoned,
        new HandlerCall(validators.getIfUnique()),
        new LargeParameters(blobs),
        new LargeResults(blobs, results.largest().toBytes()));
  }

  @Bean
  StuckHandlers stubbornHandlers(
      RunningAttempts running,
      AttemptRunner runner,
      EngineMeters meters,
      ExecutorSettings settings,
      ComputingTurns turns,
      SchedulerWatch scheduler) {
    return new StuckHandlers(
        running,
        runner,
        meters,
        settings.interruptPatience(),
        List.of(turns::look, scheduler::look));
  }
}
