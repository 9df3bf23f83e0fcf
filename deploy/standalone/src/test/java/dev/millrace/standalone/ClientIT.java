package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.client.BulkResult;
import dev.millrace.client.MillraceClient;
import dev.millrace.client.TaskFilter;
import dev.millrace.client.TaskHandle;
import dev.millrace.client.Tasks;
import dev.millrace.client.problem.ConflictException;
import dev.millrace.client.problem.InvalidParametersException;
import dev.millrace.client.problem.NotFoundException;
import dev.millrace.client.problem.UnauthorizedException;
import dev.millrace.client.task.AwaitTimeoutException;
import dev.millrace.client.task.Task;
import dev.millrace.client.task.TaskCancelledException;
import dev.millrace.client.task.TaskFailedException;
import dev.millrace.client.task.TaskStatus;
import dev.millrace.type.SubmitOptions;
import dev.millrace.type.TaskType;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The client and the command line, used against a running Millrace.
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientIT {

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Sleep(
      long millis,
      @Nullable Integer steps,
      @Nullable Integer failTimes,
      @Nullable String failWith) {

    static Sleep of(long millis) {
      return new Sleep(millis, null, null, null);
    }

    static Sleep inSteps(long millis, int steps) {
      return new Sleep(millis, steps, null, null);
    }
  }

  private static final TaskType<Sleep, Void> SLEEP = TaskType.of("sleep", Sleep.class, Void.class);
  private static final TaskType<Map<String, Object>, Map<String, Object>> RECALC =
      new TaskType<>("recalc") {};
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Path CLI = Path.of("../../client/cli/target/millrace-cli-program.jar");

  private StandaloneProcess millrace;
  private Tasks tasks;
  private String token;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    millrace = new StandaloneProcess(folder.resolve("data"));
    token = millrace.token("client");
    tasks = MillraceClient.of(URI.create(millrace.address()), () -> token).build().tasks();
  }

  @AfterAll
  void stop() {
    millrace.close();
  }

  @Test
  void aResultIsOfItsType() {
    millrace.putMonsters("{\"id\": 1, \"offense\": 1}");

    Map<String, Object> result =
        tasks.submit(RECALC, Map.of("weights", Map.of("offense", 1.2), "scope", "all")).await(LONG);

    assertThat(result).isNotEmpty();
  }

  @Test
  void progressIsHeardInOrderUpToTheEnd() {
    List<Long> done = new CopyOnWriteArrayList<>();

    tasks
        .submit(SLEEP, Sleep.inSteps(1_500, 3))
        .onProgress(progress -> done.add(progress.done()))
        .await(LONG);

    assertThat(done).isSorted().doesNotHaveDuplicates().contains(3L);
  }

  @Test
  void aTaskThatWasSubmittedElsewhereIsWaitedFor() {
    UUID id = tasks.submit(SLEEP, Sleep.of(500)).id();

    tasks.handle(id, SLEEP).await(LONG);

    assertThat(tasks.handle(id, SLEEP).status()).isEqualTo(TaskStatus.COMPLETED);
    tasks.handle(id, SLEEP).await(LONG);
  }

  @Test
  void aFailureSaysWhy() {
    var handle = tasks.submit(SLEEP, new Sleep(0, null, 1, "permanent"));

    assertThatThrownBy(() -> handle.await(LONG))
        .isInstanceOfSatisfying(
            TaskFailedException.class,
            e -> {
              assertThat(e.attempt()).isEqualTo(1);
              assertThat(e.code()).isNotEqualTo("unknown").isNotBlank();
              assertThat(e.id()).isEqualTo(handle.id());
            });
  }

  @Test
  void aFailedTaskIsRedriven() {
    var handle = tasks.submit(SLEEP, new Sleep(0, null, 1, "permanent"));
    assertThatThrownBy(() -> handle.await(LONG)).isInstanceOf(TaskFailedException.class);

    assertThat(handle.redrive("once more").status().isFinal()).isFalse();

    handle.await(LONG);
  }

  @Test
  void aTaskIsCancelled() {
    var handle = tasks.submit(SLEEP, Sleep.of(60_000));
    CompletableFuture<Void> result = handle.result();

    handle.cancel("changed my mind");

    assertThatThrownBy(() -> handle.await(LONG)).isInstanceOf(TaskCancelledException.class);
    Awaitility.await().until(result::isCompletedExceptionally);
  }

  @Test
  void aTaskIsPausedAndResumed() {
    var handle = tasks.submit(SLEEP, Sleep.inSteps(3_000, 30));

    handle.pause("lunch");
    Awaitility.await().atMost(LONG).until(() -> handle.status() == TaskStatus.PAUSED);
    assertThatThrownBy(() -> handle.pause("again")).isInstanceOf(ConflictException.class);
    handle.resume(null);

    handle.await(LONG);
  }

  @Test
  void aKeyMakesOneTask() {
    var options = SubmitOptions.NONE.withIdempotencyKey("order-7").withProjectId("client-keys");

    UUID first = tasks.submit(SLEEP, Sleep.of(1), options).id();
    UUID second = tasks.submit(SLEEP, Sleep.of(1), options).id();

    assertThat(second).isEqualTo(first);
    assertThatThrownBy(() -> tasks.submit(SLEEP, Sleep.of(2), options))
        .isInstanceOf(ConflictException.class);
    Awaitility.await()
        .atMost(LONG)
        .until(() -> tasks.find(TaskFilter.ALL.withProjectId("client-keys")).count() == 1);
  }

  @Test
  void manyAreSubmittedListedAndAwaitedAtOnce() {
    var options = SubmitOptions.NONE.withProjectId("client-many").withMaxRetries(0);
    List<Sleep> sleeps = new ArrayList<>(IntStream.range(0, 249).mapToObj(Sleep::of).toList());
    sleeps.add(Sleep.of(-1));

    List<BulkResult<Void>> results = tasks.submitAll(SLEEP, sleeps, options);

    List<TaskHandle<Void>> handles = new ArrayList<>();
    for (BulkResult<Void> result : results) {
      if (result instanceof BulkResult.Accepted<Void> accepted) {
        handles.add(accepted.handle());
      }
    }
    assertThat(handles).hasSize(249);
    assertThat(results.getLast())
        .isInstanceOfSatisfying(
            BulkResult.Refused.class,
            refused ->
                assertThat(refused.problem()).isInstanceOf(InvalidParametersException.class));
    // More than a user may have streams.
    CompletableFuture.allOf(
            handles.stream().map(TaskHandle::result).toArray(CompletableFuture[]::new))
        .orTimeout(120, TimeUnit.SECONDS)
        .join();
    var filter = TaskFilter.ALL.withProjectId("client-many").withStatuses(TaskStatus.COMPLETED);
    Awaitility.await().atMost(LONG).until(() -> tasks.find(filter).count() == 249);
    assertThat(tasks.find(filter).map(Task::id).distinct()).hasSize(249);
  }

  @Test
  void refusalsAreTyped() {
    assertThatThrownBy(() -> tasks.submit(SLEEP, Sleep.of(-1)))
        .isInstanceOfSatisfying(
            InvalidParametersException.class,
            e -> assertThat(e.errors().getFirst().pointer()).isEqualTo("/millis"));
    assertThatThrownBy(
            () -> tasks.submit(TaskType.of("slep", Sleep.class, Void.class), Sleep.of(1)))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> tasks.handle(UUID.randomUUID(), SLEEP).await(LONG))
        .isInstanceOf(NotFoundException.class);
    Tasks strangers =
        MillraceClient.of(URI.create(millrace.address()), () -> "a.b.c").build().tasks();
    assertThatThrownBy(() -> strangers.submit(SLEEP, Sleep.of(1)))
        .isInstanceOf(UnauthorizedException.class);
  }

  @Test
  void aWaitGoesThroughAPowerCut() throws Exception {
    List<Long> done = new CopyOnWriteArrayList<>();
    CompletableFuture<Void> result =
        tasks
            .submit(SLEEP, Sleep.inSteps(10_000, 10))
            .onProgress(progress -> done.add(progress.done()))
            .result();
    Awaitility.await().atMost(LONG).until(() -> !done.isEmpty());

    millrace.killAndRestart();

    result.orTimeout(120, TimeUnit.SECONDS).join();
    assertThat(done).contains(10L);
  }

  @Test
  void aWaitEndsBeforeItsTask() {
    var handle = tasks.submit(SLEEP, Sleep.of(60_000));

    assertThatThrownBy(() -> handle.await(Duration.ofSeconds(1)))
        .isInstanceOf(AwaitTimeoutException.class);
    handle.cancel(null);
  }

  @Test
  void theCommandLineDoesTheSame() throws Exception {
    Said submitted = cli("task", "submit", "sleep", "{\"millis\": 600, \"steps\": 3}");
    assertThat(submitted.code()).isZero();
    String id = submitted.out().strip();

    Said watched = cli("task", "watch", id);
    assertThat(watched.code()).isZero();
    assertThat(cli("task", "show", id).out()).contains("status      completed");
    assertThat(cli("task", "list", "--json", "--status", "completed").out()).contains(id);
    Said failed =
        cli("task", "submit", "--wait", "sleep", "{\"failTimes\":1,\"failWith\":\"permanent\"}");
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err()).contains("failed at attempt 1");
    assertThat(cli("task", "redrive", failed.err().substring(0, 36)).code()).isZero();
    assertThat(cli("task", "submit", "sleep", "{\"millis\":-1}").code()).isEqualTo(4);
    String sleeping = cli("task", "submit", "sleep", "{\"millis\":60000}").out().strip();
    assertThat(cli("task", "watch", sleeping, "--timeout", "PT1S").code()).isEqualTo(5);
    assertThat(cli("task", "cancel", sleeping, "--reason", "enough").code()).isZero();
    assertThat(cli("task", "watch", sleeping).code()).isEqualTo(3);
  }

  private record Said(int code, String out, String err) {}

  private Said cli(String... arguments) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                CLI.toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().put("MILLRACE_URL", millrace.address());
    builder.environment().put("MILLRACE_TOKEN", token);
    builder.redirectError(millrace.log().resolveSibling("cli.log").toFile());
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new Said(
        process.exitValue(), out, Files.readString(millrace.log().resolveSibling("cli.log")));
  }
}
