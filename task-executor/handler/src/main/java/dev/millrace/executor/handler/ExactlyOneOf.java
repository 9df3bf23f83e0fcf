package dev.millrace.executor.handler;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Of these components of a record of parameters one is given and no other. A submission that gives
/// none or several is refused.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ExactlyOneOf {

  /// Names of components, which are `@Nullable`.
  String[] value();
}
