package dev.millrace.jobs.greet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The guide in the README shows files of this package, so what it shows compiles and works.
class ReadmeGuideTest {

  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void theGuideShowsWhatStandsHere() throws IOException {
    String guide = Files.readString(Path.of("../../README.md"));
    guide = guide.substring(guide.indexOf("## A task type of your own"));
    List<String> blocks =
        BLOCK
            .matcher(guide.substring(0, guide.indexOf("\n## ", 1)))
            .results()
            .map((MatchResult block) -> block.group(1))
            .toList();

    assertThat(blocks).hasSize(2);
    assertThat(source("GreetHandler")).endsWith(blocks.getFirst());
    assertThat(source("GreetHandlerTest")).endsWith(blocks.getLast());
  }

  private static String source(String name) throws IOException {
    return Files.readString(Path.of("src/test/java/dev/millrace/jobs/greet/" + name + ".java"));
  }
}
