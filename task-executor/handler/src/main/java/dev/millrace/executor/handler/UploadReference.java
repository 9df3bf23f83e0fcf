package dev.millrace.executor.handler;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The component of a record of parameters that refers to an uploaded file; a text. Callers may
/// then submit the type with a file, of those that [TaskHandler#files()] names, and refer to no
/// file but their own.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface UploadReference {}
