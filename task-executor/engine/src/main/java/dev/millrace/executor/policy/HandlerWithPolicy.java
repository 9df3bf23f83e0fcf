package dev.millrace.executor.policy;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.catalogue.AcceptedFiles;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.handler.RetryRules;
import dev.millrace.executor.handler.TaskContext;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.handler.Workload;
import java.lang.reflect.Type;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A handler under another policy than its own. All else is the handler's.
public record HandlerWithPolicy<P, R>(TaskHandler<P, R> handler, TaskPolicy policy)
    implements TaskHandler<P, R> {

  public HandlerWithPolicy {
    requireNonNull(handler, "handler");
    requireNonNull(policy, "policy");
  }

  @Override
  public TaskType type() {
    return handler.type();
  }

  @Override
  public String description() {
    return handler.description();
  }

  @Override
  public Class<? super P> parameters() {
    return handler.parameters();
  }

  @Override
  public Type parametersType() {
    return handler.parametersType();
  }

  @Override
  public Optional<Json> parametersSchema() {
    return handler.parametersSchema();
  }

  @Override
  public Optional<Class<R>> result() {
    return handler.result();
  }

  @Override
  public Optional<AcceptedFiles> files() {
    return handler.files();
  }

  @Override
  public Optional<String> missing() {
    return handler.missing();
  }

  @Override
  public RetryRules retries() {
    return handler.retries();
  }

  @Override
  public Workload workload() {
    return handler.workload();
  }

  @Override
  public boolean isPure() {
    return handler.isPure();
  }

  @Override
  public @Nullable R run(P parameters, TaskContext context) throws Exception {
    return handler.run(parameters, context);
  }
}
