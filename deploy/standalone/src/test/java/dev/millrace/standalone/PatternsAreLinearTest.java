package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every regular expression of every module takes steps in proportion to its text, whatever that
/// is. One that takes a square or more of them keeps a core busy for hours with some kilobytes.
///
/// A new expression is found by itself where it is a static field. Methods that compile one each
/// time, such as [String#replaceAll], are for the classes that are listed here with what they use.
class PatternsAreLinearTest {

  private static final String OURS = "dev.millrace";
  private static final Set<String> COMPILING =
      Set.of("matches", "replaceAll", "replaceFirst", "split", "splitWithDelimiters");

  /// The expressions that classes give to methods of [String]. Those with a single character are
  /// none to the JDK.
  private static final Map<String, List<String>> GIVEN_TO_STRINGS =
      Map.ofEntries(
          Map.entry("dev.millrace.api.catalogue.AnnouncedOperations", List.of("-")),
          Map.entry("dev.millrace.http.input.JsonItems", List.of("^Line \\d+")),
          Map.entry("dev.millrace.http.input.PageCursor", List.of("\\.")),
          Map.entry("dev.millrace.http.input.Query", List.of("&", ",")),
          Map.entry("dev.millrace.api.quota.Quota", List.of(", ")),
          Map.entry("dev.millrace.executor.testkit.database.RecordedDatabase", List.of("\\s+")),
          Map.entry("dev.millrace.api.query.waiting.Prefer", List.of(";", "=", ",")),
          Map.entry("dev.millrace.api.upload.Uploads", List.of("\\p{Cntrl}|\\p{Cs}")),
          Map.entry("dev.millrace.embedded.postgres.OrphanedPostgres", List.of("[0-9]{1,18}")),
          Map.entry("dev.millrace.events.wire.DeadLetterHeaders", List.of("\\p{Cntrl}+")),
          Map.entry("dev.millrace.jobs.document.extract.passage.ExtractionLimits", List.of(",")),
          Map.entry("dev.millrace.jobs.document.extract.pdf.PdfPages", List.of()),
          Map.entry("dev.millrace.jobs.document.Quotes", List.of("[\\s\\p{Z}\"'“”‘’「」『』\\u200B]+")),
          Map.entry("dev.millrace.jobs.graph.extract.EnglishNames", List.of(" ")),
          Map.entry("dev.millrace.jobs.graph.extract.Names", List.of("\\s+", "^(the|an|a) (?=.)")),
          Map.entry("dev.millrace.jobs.llm.provider.ProviderSettings", List.of("https?")),
          Map.entry("dev.millrace.jobs.recalc.formula.Keyword", List.of(",")),
          Map.entry("dev.millrace.outbox.OutboxFrame", List.of("\t", "&")),
          Map.entry("dev.millrace.outbox.relay.wal.DriverParameters", List.of(",")),
          Map.entry("dev.millrace.projection.letter.DeadLetter", List.of("[\\w.$-]{1,200}")));

  /// What texts are made of that make expressions go astray.
  private static final List<String> ATOMS =
      List.of(
          "a", "A", "Z", " ", "0", "1", ".", "-", ",", "<", ">", "<!--", "-->", "\n", "\t", "_",
          "'", "/", "&", "=", "中", "和", "公司", "省", "《", "》", "王", "the ", "of ", "of the ", "Xy a ",
          "Inc", "Lake", "in ", "total", "person", "two", "h", "|", "ß");

  private static final List<String> PREFIXES = List.of("", "1", "A", "a", "<", "the ", "www", "《");
  private static final int PAIRED = 20;
  private static final int SHORT = 200;
  private static final int LONG = 400;

  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            // What only tests run.
            .withImportOption(
                place -> !place.contains("/contractcheck/") && !place.contains("/testinfra/"))
            .importPackages(OURS);
  }

  static Stream<String> patterns() {
    read();
    return all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void aTextOfTwiceTheLengthTakesTwiceTheSteps(String name) {
    Pattern pattern = Objects.requireNonNull(all().get(name));
    for (String first : ATOMS) {
      PREFIXES.forEach(prefix -> assertGrowth(name, pattern, prefix, first));
      ATOMS.subList(0, PAIRED).forEach(second -> assertGrowth(name, pattern, "", first + second));
    }
  }

  private static void assertGrowth(String name, Pattern pattern, String prefix, String part) {
    long few = CountedText.steps(pattern, prefix + grown(part, SHORT));
    long many = CountedText.steps(pattern, prefix + grown(part, LONG));
    assertThat(many)
        .as("steps of %s over '%s' and then '%s' again and again", name, prefix, part)
        .isLessThanOrEqualTo((long) (2.2 * few) + 200);
  }

  @Test
  void anExpressionIsAStaticFieldOrListedHere() {
    List<String> others =
        classes.stream()
            .flatMap(one -> one.getMethodCallsFromSelf().stream())
            .filter(PatternsAreLinearTest::compiles)
            .map(call -> call.getOriginOwner().getName() + " in line " + call.getLineNumber())
            .filter(call -> GIVEN_TO_STRINGS.keySet().stream().noneMatch(call::startsWith))
            .toList();

    assertThat(others).isEmpty();
  }

  @Test
  void theListNamesNoClassThatIsGone() {
    assertThat(GIVEN_TO_STRINGS.keySet())
        .allSatisfy(name -> assertThat(classes.contain(name)).as(name).isTrue());
  }

  private static boolean compiles(JavaMethodCall call) {
    String owner = call.getTargetOwner().getName();
    return (owner.equals(String.class.getName()) && COMPILING.contains(call.getName()))
        || (owner.equals(Pattern.class.getName())
            && Set.of("compile", "matches").contains(call.getName())
            && !call.getOrigin().getName().equals("<clinit>"));
  }

  private static Map<String, Pattern> all() {
    Map<String, Pattern> all = new TreeMap<>();
    for (JavaClass one : classes) {
      for (JavaField field : one.getFields()) {
        String name = one.getName() + "#" + field.getName();
        if (field.getRawType().isEquivalentTo(Pattern.class)) {
          assertThat(field.getModifiers()).as(name).contains(JavaModifier.STATIC);
          all.put(name, value(field.reflect()));
        }
      }
    }
    GIVEN_TO_STRINGS.forEach((owner, given) ->
        given.forEach(regex -> all.put(owner + " " + regex, Pattern.compile(regex))));
    return all;
  }

  private static Pattern value(Field field) {
    try {
      field.setAccessible(true);
      return (Pattern) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String grown(String part, int length) {
    return part.repeat(length / part.length() + 1).substring(0, length);
  }
}
