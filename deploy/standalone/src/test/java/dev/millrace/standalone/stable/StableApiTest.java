package dev.millrace.standalone.stable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `api.txt` of a module is what others may compile against: written with `-Ddocs.write=true`,
/// compared without. A line of a release that goes or changes is a new major version.
class StableApiTest {

  private static final Pattern OURS = Pattern.compile("dev\\.millrace(\\.[a-z]+)*");
  private static final Path PAGE = Path.of("../../docs/stability.md");

  @ParameterizedTest
  @EnumSource
  void publicTypesAreThoseOfTheFile(StableModule module) throws IOException {
    List<String> lines = new ArrayList<>();
    module.types().forEach(type -> lines.addAll(ApiLines.of(type)));
    if (Boolean.getBoolean("docs.write")) {
      Files.write(module.file(), lines);
    }

    assertThat(lines).isNotEmpty().isEqualTo(Files.readAllLines(module.file()));
  }

  @ParameterizedTest
  @EnumSource
  void stableTypeShowsNoTypeOfMillraceThatIsNot(StableModule module) {
    List<String> lines =
        module.types().stream().flatMap(type -> ApiLines.of(type).stream()).toList();

    assertThat(lines)
        .allSatisfy(line ->
            assertThat(OURS.matcher(line).results().map(MatchResult::group))
                .as(line)
                .allMatch(StableModule::isStable));
  }

  @ParameterizedTest
  @EnumSource
  void everyStablePackageSaysWhereNullMayBe(StableModule module) {
    assertThat(module.types())
        .extracting(Class::getPackage)
        .allSatisfy(one ->
            assertThat(one.isAnnotationPresent(NullMarked.class)).as(one.getName()).isTrue());
  }

  @Test
  void pageNamesEveryStablePackage() throws IOException {
    String page = Files.readString(PAGE);

    assertThat(StableModule.values())
        .allSatisfy(module ->
            assertThat(module.packages())
                .allSatisfy(name -> assertThat(page).contains("`" + name + "`")));
  }
}
