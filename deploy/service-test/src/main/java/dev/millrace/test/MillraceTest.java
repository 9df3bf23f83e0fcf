package dev.millrace.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.annotation.DirtiesContext;

/// Tests a service against real Kafka, real PostgreSQL, task-api, task-projection and an issuer of
/// tokens, and no fakes.
///
/// ```java
/// @MillraceTest
/// class ShopIT {
///   @Autowired MillraceServer millrace;
///   ...
/// }
/// ```
///
/// It is a [SpringBootTest] whose context has the settings of a running Millrace: the service's
/// `spring.datasource.*` is an empty database, `spring.kafka.*` its Kafka, `millrace.client.*` its
/// address and an operator's token. Properties of the test itself win over these; those of the
/// service do not, except `millrace.executor.group`.
///
/// Millrace starts with the first such test and ends with the JVM; all tests share it and the
/// database. Where the service is an executor, the test begins when its task types can be
/// submitted. Its context is closed after the class ([DirtiesContext]): an executor that stayed
/// would run the tasks of the next one. To use another annotation of Spring's than
/// [SpringBootTest], put it beside this one.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@DirtiesContext
@SpringBootTest
public @interface MillraceTest {

  /// As in [SpringBootTest#classes()].
  @AliasFor(annotation = SpringBootTest.class)
  Class<?>[] classes() default {};

  /// As in [SpringBootTest#properties()].
  @AliasFor(annotation = SpringBootTest.class)
  String[] properties() default {};

  /// As in [SpringBootTest#webEnvironment()].
  @AliasFor(annotation = SpringBootTest.class)
  WebEnvironment webEnvironment() default WebEnvironment.MOCK;
}
