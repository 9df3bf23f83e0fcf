package dev.millrace.jobs.greet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `docs/handlers.md` shows files of this package, so what it shows compiles and works.
class HandlersPageTest {

  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void theGuideShowsWhatStandsHere() throws IOException {
    List<String> blocks =
        BLOCK
            .matcher(Files.readString(Path.of("../../docs/handlers.md")))
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
