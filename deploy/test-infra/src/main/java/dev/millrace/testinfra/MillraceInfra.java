package dev.millrace.testinfra;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// Gives the class's constructors, test and lifecycle methods an [Infra] parameter.
///
/// The servers start with the first test that asks for them and stop with the JVM, so a module pays
/// for them once. They are embedded; `-Dinfra=containers` runs them in containers where Docker is
/// there.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(InfraParameters.class)
public @interface MillraceInfra {}
