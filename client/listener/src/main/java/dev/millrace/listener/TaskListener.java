package dev.millrace.listener;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A method of a bean that hears how tasks end. It takes one [TaskEnd], whose argument is what a
/// completed task gives:
///
/// ```java
/// @TaskListener(type = "report")
/// void on(TaskEnd<Report> end) {
///   switch (end) {
///     case TaskEnd.Completed<Report> done -> reports.keep(done.task().id(), done.result());
///     case TaskEnd.Failed<Report> failed -> orders.complain(failed.error());
///     default -> {}
///   }
/// }
/// ```
///
/// It is called in a transaction of the application's database, once for each end of each task:
/// what it writes is there if and only if the end counts as heard, whatever crashes. When it
/// throws, nothing of it is there, and it is called again later, after a pause that doubles up to
/// ten minutes; other ends go on meanwhile. Ends of different tasks come in no certain order.
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface TaskListener {

  /// The types of tasks that it hears of.
  String[] type();

  /// What it has heard is kept under this name, so it outlives a change of class and method; unless
  /// it is given, the bean's name and the method's.
  String name() default "";
}
