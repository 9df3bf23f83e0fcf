package dev.millrace.blobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.millrace.blobs",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule s3IsReachedByOnePackage =
      classes()
          .that()
          .resideInAnyPackage("dev.millrace.blobs.postgres", "dev.millrace.blobs.memory")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackages("software.amazon..", "dev.millrace.blobs.s3");

  @ArchTest
  static final ArchRule ofMillraceItKnowsEventsAndSchemaAlone =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.millrace.blobs..",
              "dev.millrace.events..",
              "dev.millrace.schema..",
              "java..",
              "javax.sql..",
              "org.jspecify..",
              "org.springframework..",
              "com.zaxxer.hikari..",
              "software.amazon.awssdk..");
}
