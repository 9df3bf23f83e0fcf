package dev.millrace.jobs.llm.provider;

import dev.millrace.jobs.llm.CallKind;
import java.time.Duration;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long one call to a provider may take.
///
/// @param analysis a call that analyses a tender, from connecting to the last byte
/// @param workload a call that breaks down a workload
/// @param other any other call
/// @param connect until the connection stands
/// @param stall the longest silence within an answer
public record CallTimeouts(
    @DefaultValue("90s") Duration analysis,
    @DefaultValue("60s") Duration workload,
    @DefaultValue("120s") Duration other,
    @DefaultValue("10s") Duration connect,
    @DefaultValue("45s") Duration stall) {

  public static final CallTimeouts STANDARD =
      new CallTimeouts(
          Duration.ofSeconds(90),
          Duration.ofSeconds(60),
          Duration.ofSeconds(120),
          Duration.ofSeconds(10),
          Duration.ofSeconds(45));

  public CallTimeouts {
    if (Stream.of(analysis, workload, other, connect, stall).anyMatch(t -> !t.isPositive())) {
      throw new IllegalArgumentException("a time-out of a language model must be positive");
    }
  }

  public Duration of(CallKind kind) {
    return switch (kind) {
      case ANALYSIS -> analysis;
      case WORKLOAD -> workload;
      case OTHER -> other;
    };
  }
}
