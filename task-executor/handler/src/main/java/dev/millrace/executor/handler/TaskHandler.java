package dev.millrace.executor.handler;

import dev.millrace.events.catalogue.AcceptedFiles;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.TaskType;
import java.lang.reflect.Type;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One task type. Being a Spring bean is all it takes to be offered to callers.
///
/// A handler has a thread of its own and may block. It may be run again after a crash, on another
/// executor, from the last checkpoint it committed; what it writes through [TaskContext#commit]
/// happens exactly once, whatever else it does may happen again.
///
/// A handler that is asked to stop is interrupted. One that goes on for longer than
/// `millrace.executor.interrupt-patience` is abandoned: its task ends without it, and nothing that
/// it still writes counts.
///
/// @param <P> the parameters: a record, from which the JSON Schema that callers see is made
/// @param <R> the result: a record or anything else that becomes JSON; `Void` for none
public interface TaskHandler<P, R> {

  /// The name callers use.
  TaskType type();

  /// One sentence for the catalogue.
  String description();

  /// The record that parameters are read into.
  Class<? super P> parameters();

  /// The same with its type arguments, where it has some: `List<Line>` is a class of `List` here.
  /// Jackson's `TypeReference` has such a type.
  default Type parametersType() {
    return parameters();
  }

  /// The JSON Schema (2020-12) of the parameters where the record cannot show it, such as a field
  /// of several forms; empty to have it made from the record.
  default Optional<Json> parametersSchema() {
    return Optional.empty();
  }

  /// The record that the result is written from, or a sealed interface of such: the JSON Schema
  /// that callers see of it is made from that. Empty where there is no result, or nothing is said
  /// of it.
  default Optional<Class<R>> result() {
    return Optional.empty();
  }

  /// The files that callers may send with its tasks, for a type whose parameters have an
  /// [UploadReference]: media types, exact or such as `image/*`, and the largest size. The
  /// catalogue says so, and task-api refuses all others by their first bytes, before the task
  /// exists; the handler has the last word on what is in a file. Empty where it takes none, or
  /// nothing is said of them: with an [UploadReference], these are [AcceptedFiles#UNANNOUNCED]
  /// then.
  default Optional<AcceptedFiles> files() {
    return Optional.empty();
  }

  /// What has to be configured before this executor can run tasks of this type; empty when nothing
  /// is missing. The catalogue says so, and so does the refusal of a submission. Asked once, at the
  /// start.
  default Optional<String> missing() {
    return Optional.empty();
  }

  /// How tasks of this type are treated when their caller asks for nothing else.
  default TaskPolicy policy() {
    return TaskPolicy.STANDARD;
  }

  /// After which failures there is another attempt, beside what [#run] says of them.
  default RetryRules retries() {
    return RetryRules.STANDARD;
  }

  /// Whether the handler computes or waits; the same for as long as the process lives. One that
  /// waits says so, and many tasks of it run at once.
  default Workload workload() {
    return Workload.COMPUTES;
  }

  /// Whether the handler has no effect but its result and what it writes by [TaskContext#commit]
  /// and in steps of its saga, so that a run nobody hears of does no harm. Its tasks may start
  /// before the run store knows of it; those that end within a few milliseconds are written once
  /// instead of twice, and a task that was cancelled or started elsewhere meanwhile may run for
  /// nothing. The same for as long as the process lives.
  default boolean isPure() {
    return false;
  }

  /// Does the work.
  ///
  /// A failure is tried again, as often as the task's retries allow. It is not where another
  /// attempt would end the same way: after a [PermanentFailure], parameters that cannot be read, a
  /// lack of memory or stack, and what [#retries] names. An HTTP status that a client of a remote
  /// service throws decides by itself: 408, 425, 429 and 5xx are tried again, after the
  /// `Retry-After` of the answer if it has one, and other 4xx are not.
  ///
  /// @return the result, which becomes the task's `result`
  /// @throws PermanentFailure when another attempt would end the same way
  /// @throws TransientFailure when another attempt may succeed, and to say when
  /// @throws Exception anything else: its message is for the executor's log and not for users
  @Nullable R run(P parameters, TaskContext context) throws Exception;
}
