package dev.millrace.kafka;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.millrace.kafka",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule clientsKnowKafkaAndNoStore =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.millrace.kafka..",
              "dev.millrace.events..",
              "java.lang..",
              "java.nio.charset",
              "java.time..",
              "java.util..",
              "org.apache.kafka.clients..",
              "org.apache.kafka.common..",
              "org.jspecify..",
              "org.slf4j..",
              "org.springframework.context..",
              "org.springframework.core",
              "org.springframework.kafka..",
              "org.springframework.util..");
}
