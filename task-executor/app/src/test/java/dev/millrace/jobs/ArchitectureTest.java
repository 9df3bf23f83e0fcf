package dev.millrace.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.millrace.jobs",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule taskTypesSeeHandlersAndNothingElseOfTheEngine =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.millrace.executor",
              "dev.millrace.executor.attempt..",
              "dev.millrace.executor.catalogue..",
              "dev.millrace.executor.store..",
              "dev.millrace.executor.lease..",
              "dev.millrace.executor.work..",
              "dev.millrace.outbox..");

  @ArchTest
  static final ArchRule taskTypesKnowNoKafka =
      noClasses().should().dependOnClassesThat().resideInAnyPackage("org.apache.kafka..");

  @ArchTest
  static final ArchRule formulasAreArithmetic =
      classes()
          .that()
          .resideInAPackage("dev.millrace.jobs.recalc.formula")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.millrace.jobs.recalc.formula",
              "java.lang..",
              "java.math",
              "java.util..",
              "org.jspecify..",
              "tools.jackson..",
              "com.fasterxml.jackson.annotation..");

  /// What is on the class path of the processes that read documents.
  @ArchTest
  static final ArchRule readersOfDocumentsKnowNothingElse =
      classes()
          .that()
          .resideInAPackage("dev.millrace.jobs.document.extract..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.millrace.jobs.document.extract..",
              "java..",
              "javax.xml.stream..",
              "com.ibm.icu.text..",
              "org.apache.pdfbox..",
              "org.jsoup..",
              "org.jspecify..");

  /// Files of strangers are parsed in processes of their own and nowhere else.
  @ArchTest
  static final ArchRule onlyReadersOfDocumentsParseThem =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.millrace.jobs.document.extract..", "dev.millrace.jobs.document.process")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.pdfbox..", "org.jsoup..", "com.ibm.icu..", "javax.xml..");

  @ArchTest
  static final ArchRule sleepStandsAlone =
      noClasses()
          .that()
          .resideInAPackage("dev.millrace.jobs.sleep")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.millrace.jobs.recalc..", "dev.millrace.jobs.monster..",
              "dev.millrace.jobs.intake..", "dev.millrace.http.problem..");
}
