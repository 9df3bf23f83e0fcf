package dev.millrace.starter;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;

/// Where an executor is wanted: everywhere, unless `millrace.executor.enabled=false` says that this
/// application is none, whatever is on its class path.
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ConditionalOnBooleanProperty(name = "millrace.executor.enabled", matchIfMissing = true)
public @interface ConditionalOnExecutor {}
