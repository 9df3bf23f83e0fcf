package dev.millrace.executor.support;

import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.handler.TaskContext;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.handler.Workload;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A handler of a type of its own that does what the test says.
public record HandlerUnderTest(
    TaskType type, TaskPolicy policy, Workload workload, boolean isPure, Body body)
    implements TaskHandler<HandlerUnderTest.Parameters, Object> {

  /// What the work is told.
  ///
  /// @param number whatever the test wants to tell its body
  public record Parameters(int number) {}

  /// The work.
  @FunctionalInterface
  public interface Body {
    @Nullable Object run(Parameters parameters, TaskContext context) throws Exception;
  }

  /// A handler of a type that no other test uses.
  public static HandlerUnderTest of(Body body) {
    return new HandlerUnderTest(
        new TaskType("t-" + UUID.randomUUID().toString().substring(0, 8)),
        TaskPolicy.STANDARD,
        Workload.WAITS,
        false,
        body);
  }

  /// The same handler under another policy.
  public HandlerUnderTest with(TaskPolicy other) {
    return new HandlerUnderTest(type, other, workload, isPure, body);
  }

  /// The same handler, on a thread that takes turns.
  public HandlerUnderTest computing() {
    return new HandlerUnderTest(type, policy, Workload.COMPUTES, isPure, body);
  }

  /// The same handler, which says that it is pure.
  public HandlerUnderTest pure() {
    return new HandlerUnderTest(type, policy, workload, true, body);
  }

  @Override
  public String description() {
    return "For tests.";
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public @Nullable Object run(Parameters parameters, TaskContext context) throws Exception {
    return body.run(parameters, context);
  }
}
