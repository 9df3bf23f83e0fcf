package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The root pom has the version; whatever else says one says the same.
class OneVersionTest {

  private static final Path ROOT = Path.of("../..");
  private static final String VERSION = PublishedPom.ofSource(ROOT).text("version");
  private static final String RELEASE = VERSION.replace("-SNAPSHOT", "");

  @ParameterizedTest
  @MethodSource("dev.millrace.standalone.PublishedPomsTest#published")
  void everyPublishedModuleHasIt(Path module) {
    assertThat(PublishedPom.ofSource(module).text("parent version")).isEqualTo(VERSION);
  }

  @Test
  void pageForApplicationsBelowSpringBootsParentHasKafkas() throws IOException {
    assertThat(Files.readString(ROOT.resolve("docs/starter.md")))
        .contains("`kafka.version` to " + AppInfoParser.getVersion());
  }

  @ParameterizedTest
  @CsvSource({
    "client/cli/src/main/java/dev/millrace/cli/MillraceCli.java, version = \"@\"",
    "contracts/events/src/main/resources/asyncapi.yaml, version: @",
    "task-api/src/main/resources/openapi/task-api/api.yaml, version: @",
    "task-executor/app/src/main/resources/openapi/task-executor/api.yaml, version: @",
    "docs/starter.md, <version>@",
    "docs/starter.md, millrace-bom:@"
  })
  void whatUsersReadHasIt(Path file, String words) throws IOException {
    assertThat(Files.readString(ROOT.resolve(file))).contains(words.replace("@", RELEASE));
  }
}
