package dev.millrace.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// Who may know whom.
@AnalyzeClasses(packages = "dev.millrace.api", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule packagesHaveNoCycle =
      slices().matching("dev.millrace.api.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packagesOfStreamsHaveNoCycle =
      slices().matching("dev.millrace.api.watch.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule apiKnowsContractsAloneOfMillrace =
      classes()
          .that()
          .resideInAPackage("dev.millrace.api..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.millrace.api..",
              "dev.millrace.access..",
              "dev.millrace.blobs",
              "dev.millrace.events..",
              "dev.millrace.http..",
              "dev.millrace.kafka..",
              "dev.millrace.openapi..",
              "dev.millrace.outbox..",
              "java..",
              "javax.crypto..",
              "javax.sql..",
              "jakarta.servlet..",
              "org.jspecify..",
              "org.slf4j..",
              "org.springframework..",
              "org.apache.coyote.http11.upgrade..",
              "org.apache.tomcat.util.net..",
              "org.apache.kafka..",
              "org.apache.commons.fileupload2..",
              "org.apache.commons.io..",
              "org.apache.tika.metadata..",
              "org.apache.tika.mime..",
              "io.micrometer.core.instrument..",
              "io.github.bucket4j..",
              "tools.jackson..",
              "com.fasterxml.jackson.annotation",
              "com.fasterxml.uuid..",
              "com.github.benmanes.caffeine..",
              "com.networknt.schema..",
              "com.zaxxer.hikari..");

  /// A file is parsed by the executor, in a process that may die of it. This one must not.
  @ArchTest
  static final ArchRule noFileIsUnpackedHere =
      noClasses()
          .that()
          .resideInAPackage("dev.millrace.api..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "(java\\.util\\.(zip\\.(Zip|Inflater|GZIPInput)|jar\\.)|javax\\.xml\\.).*");

  @ArchTest
  static final ArchRule webServerIsKnownToStreamsAlone =
      noClasses()
          .that()
          .haveNameNotMatching("dev\\.millrace\\.api\\.watch\\.sse\\.StreamSocket(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.coyote..", "org.apache.tomcat..", "org.apache.catalina..");
}
