package dev.millrace.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.PrintStream;
import java.text.NumberFormat;
import java.time.format.DateTimeFormatter;
import java.util.Formatter;
import java.util.Locale;

/// SQL with the digits of Egypt and headers with the dotless i of Turkey: what is written for
/// machines says its locale.
@AnalyzeClasses(
    packages = "dev.millrace",
    importOptions = {
      ImportOption.DoNotIncludeTests.class,
      NoDefaultLocaleTest.WithoutWhatOnlyTestsRun.class
    })
class NoDefaultLocaleTest {

  @ArchTest
  static final ArchRule FORMATS_NAME_THEIR_LOCALE =
      noClasses()
          .should()
          .callMethod(String.class, "formatted", Object[].class)
          .orShould()
          .callMethod(String.class, "format", String.class, Object[].class)
          .orShould()
          .callMethod(String.class, "toLowerCase")
          .orShould()
          .callMethod(String.class, "toUpperCase")
          .orShould()
          .callMethod(PrintStream.class, "printf", String.class, Object[].class)
          .orShould()
          .callMethod(PrintStream.class, "format", String.class, Object[].class)
          .orShould()
          .callMethod(DateTimeFormatter.class, "ofPattern", String.class)
          .orShould()
          .callMethod(NumberFormat.class, "getInstance")
          .orShould()
          .callConstructor(Formatter.class)
          .orShould()
          .callMethod(Locale.class, "getDefault");

  /// Test kits and the bench write for people.
  static final class WithoutWhatOnlyTestsRun implements ImportOption {
    @Override
    public boolean includes(com.tngtech.archunit.core.importer.Location location) {
      return !location.contains("/contractcheck/") && !location.contains("/testinfra/");
    }
  }
}
