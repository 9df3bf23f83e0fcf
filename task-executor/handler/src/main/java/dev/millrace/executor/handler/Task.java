package dev.millrace.executor.handler;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Makes a [TaskHandler] of a method of a bean. The method takes the parameters of a task, a
/// [TaskContext], both or neither, and returns the result or nothing.
///
/// ```java
/// @Task(type = "invoice-mail", maxRetries = 8, firstBackoff = "1s", timeout = "30s")
/// void send(InvoiceMail mail) { ... }
/// ```
///
/// Durations are written as `500ms`, `30s`, `10m`, `2h`, `7d` or in ISO 8601. What is not said is
/// as in [dev.millrace.events.catalogue.TaskPolicy#STANDARD].
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Task {

  /// The name callers use.
  String type();

  /// One sentence for the catalogue; the names of class and method where it is empty.
  String description() default "";

  /// Attempts after the first one, 0 to 100.
  int maxRetries() default 3;

  /// The wait before the first retry; it doubles with every further one.
  String firstBackoff() default "2s";

  /// The longest wait between two attempts.
  String maxBackoff() default "10m";

  /// The longest one attempt may take; no limit where it is empty.
  String timeout() default "";

  /// How long an ended task stays visible.
  String retention() default "7d";

  /// How many tasks of the type run at once in all executors together; 0 is no limit.
  int fleetLimit() default 0;

  /// Whether the method has no effect but its result and what it commits through its context:
  /// [TaskHandler#isPure].
  boolean pure() default false;

  /// What the method does with its thread.
  Workload workload() default Workload.COMPUTES;

  /// Failures after which there is another attempt, although the engine would not make one.
  Class<? extends Throwable>[] retryOn() default {};

  /// Failures after which there is no further attempt.
  Class<? extends Throwable>[] neverOn() default {};
}
