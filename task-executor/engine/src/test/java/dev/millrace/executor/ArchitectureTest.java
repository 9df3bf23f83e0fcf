package dev.millrace.executor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.jdbc.core.simple.JdbcClient;

@AnalyzeClasses(
    packages = "dev.millrace.executor",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule handlersSeeEventsAndADatabaseAndNothingElse =
      classes()
          .that()
          .resideInAPackage("dev.millrace.executor.handler")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.millrace.executor.handler",
              "dev.millrace.events..",
              "dev.millrace.type",
              "org.springframework.jdbc.core.simple",
              "java..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule storeAndLeaseKnowNoKafka =
      noClasses()
          .that()
          .resideInAnyPackage("dev.millrace.executor.store..", "dev.millrace.executor.lease")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "dev.millrace.executor.work..");

  @ArchTest
  static final ArchRule workAndAttemptsReachTheDatabaseThroughTheStoreAlone =
      noClasses()
          .that()
          .resideInAnyPackage("dev.millrace.executor.work..", "dev.millrace.executor.attempt..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework.jdbc..", "dev.millrace.outbox..");

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("dev.millrace.executor.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theEngineKnowsNoTaskType =
      noClasses().should().dependOnClassesThat().resideInAnyPackage("dev.millrace.jobs..");

  /// A stream of rows holds its connection until somebody closes it, which a collector does not:
  /// the pool runs dry. A list holds nothing.
  @ArchTest
  static final ArchRule rowsAreReadAsListsNotAsStreams =
      noClasses().should().callMethod(JdbcClient.MappedQuerySpec.class, "stream");
}
