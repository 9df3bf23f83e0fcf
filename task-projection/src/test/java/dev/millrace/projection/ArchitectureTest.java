package dev.millrace.projection;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.millrace.projection",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule FOLD_IS_PURE =
      classes()
          .that()
          .resideInAnyPackage("..projection.fold..", "..projection.letter..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java.lang..",
              "java.nio",
              "java.nio.charset",
              "java.time..",
              "java.util..",
              "org.jspecify..",
              "tools.jackson..",
              "dev.millrace.events..",
              "dev.millrace.projection.fold..",
              "dev.millrace.projection.letter..");

  @ArchTest
  static final ArchRule ADAPTERS_DO_NOT_SEE_EACH_OTHER =
      noClasses()
          .that()
          .resideInAPackage("..projection.kafka..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..projection.postgres..");

  @ArchTest
  static final ArchRule TABLES_DO_NOT_KNOW_THE_LOG =
      noClasses()
          .that()
          .resideInAPackage("..projection.postgres..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..projection.kafka..", "org.apache.kafka..");

  @ArchTest
  static final ArchRule SERVICE_DEPENDS_ON_THE_EVENTS_ALONE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.millrace.api..", "dev.millrace.executor..", "dev.millrace.outbox..");
}
