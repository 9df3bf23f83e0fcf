package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.contractcheck.document.OtherTools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The clients that users generate from the document that a running Millrace serves: they compile,
/// and their users get what they want. The programs of those users are in `src/test/clients`.
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GeneratedClientsIT {

  private static final Path PROGRAMS = Path.of("src/test/clients");

  /// Whatever the language is.
  private static final List<String> MET =
      List.of(
          "type: sleep true",
          "typed: {millis=1, failWith=transient}",
          "task: completed journey 2",
          "bulk: accepted refused https://millrace.dev/problems/unknown-type",
          "file: completed",
          "cancel: cancelled",
          "list: 2 sleep",
          "problem: 422 https://millrace.dev/problems/invalid-parameters /millis");

  private StandaloneProcess millrace;
  private GeneratedClients clients;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    millrace = new StandaloneProcess(folder.resolve("data"));
    clients = new GeneratedClients(Files.createDirectory(folder.resolve("clients")));
    clients.generate(millrace.get(Optional.empty(), 0, "/v3/api-docs").body());
  }

  @AfterAll
  void stop() {
    millrace.close();
  }

  @Test
  @SuppressWarnings("unchecked") // What implements it is compiled here.
  void clientInJavaDoesWhatItsUserWants() throws Exception {
    ClassLoader compiled =
        clients.compile(GeneratedClients.NATIVE, PROGRAMS.resolve("Journey.java"));
    var journey =
        (BiFunction<String, String, List<String>>)
            compiled.loadClass("Journey").getConstructor().newInstance();

    List<String> met = journey.apply(millrace.address(), millrace.token("java"));

    assertThat(met).isEqualTo(MET);
  }

  @Test
  void clientForSpringCompiles() throws Exception {
    ClassLoader compiled = clients.compile(GeneratedClients.RESTCLIENT);

    assertThat(compiled.loadClass("org.openapitools.client.api.SubmitApi")).isNotNull();
  }

  @Test
  void clientInTypeScriptDoesWhatItsUserWants(@TempDir Path program) throws Exception {
    assumeTrue(OtherTools.areHere(), OtherTools.ADVICE);
    Files.move(clients.of(GeneratedClients.TYPESCRIPT), program.resolve("generated"));
    Path journey = Files.copy(PROGRAMS.resolve("journey.ts"), program.resolve("journey.ts"));

    String met =
        OtherTools.compileAndRun(journey, millrace.address(), millrace.token("typescript"));

    assertThat(met.lines()).containsExactlyElementsOf(MET);
  }
}
