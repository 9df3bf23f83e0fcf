package dev.millrace.systemtest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// Gives the class's constructor a [Scene] on the one fleet of this JVM.
///
/// The fleet starts with the first class that asks and ends with the JVM; each class finds it whole
/// and healthy.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SharedFleet.class)
@interface OnAFleet {}
