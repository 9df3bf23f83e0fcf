package dev.millrace.events;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.millrace.events",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule contractsKnowNothingButJacksonAndJava =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.millrace.events..",
              "java.lang..",
              "java.nio..",
              "java.sql",
              "java.time..",
              "java.util..",
              "java.io",
              "com.fasterxml.jackson.annotation..",
              "tools.jackson..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule wordsDependOnNothingElse =
      classes()
          .that()
          .resideInAPackage("dev.millrace.events.task")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackages(
              "dev.millrace.events",
              "dev.millrace.events.wire",
              "dev.millrace.events.lifecycle",
              "dev.millrace.events.command",
              "dev.millrace.events.catalogue");

  @ArchTest
  static final ArchRule wireIsTheOutermostPackage =
      classes()
          .that()
          .resideOutsideOfPackage("dev.millrace.events.wire")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackage("dev.millrace.events.wire");
}
