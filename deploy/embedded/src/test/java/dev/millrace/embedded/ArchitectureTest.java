package dev.millrace.embedded;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.millrace.embedded",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule serversKnowNothingOfMillrace =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.millrace.embedded..",
              "java..",
              "javax.security.auth..",
              "kafka..",
              "org.apache.kafka..",
              "scala..",
              "io.zonky..",
              "org.apache.commons.compress..",
              "org.tukaani.xz..",
              "org.slf4j..",
              "org.jspecify..");
}
