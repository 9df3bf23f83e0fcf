package dev.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.Topics;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestIssuer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/// Streams of events and long polls, over HTTP, Kafka and two processes.
@MillraceInfra
@Timeout(240)
class WatchingIT {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int TASKS = 20;
  private static final int FACTS = 60;

  private static RunningApi api;
  private static RunningApi other;
  private static FactWriter executor;

  @BeforeAll
  static void start(Infra infra) {
    api =
        RunningApi.start(
            infra,
            Map.of(
                "millrace.api.watch.heartbeat", "1h",
                "millrace.api.watch.streams", "8",
                "millrace.api.watch.streams-per-user", "6"));
    other =
        api.another(
            Map.of("millrace.api.watch.heartbeat", "200ms", "server.http2.enabled", "true"));
    executor = new FactWriter(infra);
  }

  @AfterAll
  static void stop() {
    executor.close();
    other.close();
    api.close();
  }

  @Test
  void streamOfATaskBeginsWithItsStateEndsWithItsEndAndResumesInBetween() {
    String id = api.submit("/api/tasks/sleep", "{\"millis\":1}");
    executor.started(id, 1);
    executor.progressed(id, 2);
    executor.flush();
    String path = "/api/tasks/" + id + "/stream";
    String place;
    try (EventReader first = EventReader.open(api, path, null)) {
      await().atMost(LONG).until(() -> first.events().size() >= 3);
      assertThat(first.events().getFirst().name()).isEqualTo("task");
      assertThat(json(first.events().getFirst()).get("id").asString()).isEqualTo(id);
      assertThat(sequences(first)).containsExactly(1L, 2L);
      place = first.lastId();
    }
    executor.progressed(id, 2);
    executor.progressed(id, 3);
    executor.completed(id, 4);
    executor.flush();

    EventReader second = EventReader.open(other, path, place);

    await().atMost(LONG).until(second::hasEnded);
    assertThat(sequences(second)).containsExactly(3L, 4L);
    assertThat(second.events().getLast().name()).isEqualTo("dev.millrace.task.completed.v1");
    assertThat(json(second.events().getLast()).at("/data/result/ok").asBoolean()).isTrue();
    // The projection has not heard of the end, and the client has.
    try (EventReader third = EventReader.open(other, path, second.lastId())) {
      assertThat(third.status()).isEqualTo(204);
    }
    api.fold(id, "completed", 4);
    try (EventReader third = EventReader.open(other, path, second.lastId())) {
      assertThat(third.status()).isEqualTo(204);
    }
  }

  @Test
  void streamOfManyTasksMissesAndRepeatsNothingAcrossProcesses() throws Exception {
    List<String> ids = new ArrayList<>();
    String path = "/api/tasks/stream?projectId=watched";
    String place;
    try (EventReader begun = EventReader.open(api, path, null)) {
      await().atMost(LONG).until(() -> !begun.events().isEmpty());
      assertThat(begun.events().getFirst().name()).isEqualTo("connected");
      place = begun.lastId();
    }
    for (int i = 0; i < TASKS; i++) {
      ids.add(api.submit("/api/tasks/sleep?projectId=watched", "{\"millis\":1}"));
      api.submit("/api/tasks/sleep?projectId=unwatched", "{\"millis\":1}");
    }
    await().atMost(LONG).until(() -> api.published(Topics.EVENTS, Set.copyOf(ids)).size() == TASKS);
    Thread load = Thread.ofVirtual().start(() -> live(ids));
    Map<String, List<Long>> heard = new HashMap<>();
    int connections = 0;
    while (count(heard) < TASKS * (FACTS + 1)) {
      int wanted = Math.min(40 + count(heard) / 10, TASKS * (FACTS + 1) - count(heard));
      try (EventReader reader =
          EventReader.open(connections++ % 2 == 0 ? other : api, path, place)) {
        // A stream may be cut off, and its client comes again.
        await().atMost(LONG).until(() -> reader.events().size() >= wanted || reader.hasEnded());
        // No more of them, so that it has to come again however fast they are.
        for (EventReader.Told told : reader.events().stream().limit(wanted).toList()) {
          JsonNode data = json(told);
          heard
              .computeIfAbsent(data.get("taskId").asString(), _ -> new ArrayList<>())
              .add(data.get("sequence").asLong());
          place = told.id();
        }
      }
    }
    load.join();

    assertThat(heard.keySet()).containsExactlyInAnyOrderElementsOf(ids);
    List<Long> all = LongStream.rangeClosed(0, FACTS).boxed().toList();
    assertThat(heard.values()).allSatisfy(sequences -> assertThat(sequences).isEqualTo(all));
    assertThat(connections).isGreaterThan(2);
  }

  @Test
  void eventsHaveNoNamesWhereTheClientWantsNone() {
    String id = api.submit("/api/tasks/sleep", "{\"millis\":1}");
    executor.started(id, 1);
    executor.completed(id, 2);
    executor.flush();

    EventReader reader = EventReader.open(api, "/api/tasks/" + id + "/stream?events=message", null);

    await().atMost(LONG).until(reader::hasEnded);
    assertThat(reader.events()).extracting(EventReader.Told::name).containsOnly("");
    assertThat(json(reader.events().getFirst()).get("id").asString()).isEqualTo(id);
    assertThat(json(reader.events().getLast()).get("type").asString())
        .isEqualTo("dev.millrace.task.completed.v1");
    assertThat(api.get("/api/tasks/" + id + "/stream?events=none").statusCode()).isEqualTo(400);
  }

  @Test
  void operatorHearsOfEverybodysTasksAndOthersOfTheirOwnAlone() {
    String id = api.submit("/api/tasks/sleep?projectId=operated", "{\"millis\":1}");
    String path = "/api/tasks/stream?projectId=operated";
    try (EventReader root = EventReader.openAs(TestIssuer.operator("root"), api, path);
        EventReader rootOfUser =
            EventReader.openAs(
                TestIssuer.operator("root"), api, path + "&userId=" + RunningApi.USER);
        EventReader rootOfOther =
            EventReader.openAs(TestIssuer.operator("root"), api, path + "&userId=bob");
        EventReader bob = EventReader.openAs(TestIssuer.user("bob"), api, path)) {
      await()
          .atMost(LONG)
          .until(() ->
              List.of(root, rootOfUser, rootOfOther, bob).stream()
                  .noneMatch(reader -> reader.events().isEmpty()));
      executor.started(id, 1);
      executor.flush();
      await().atMost(LONG).until(() -> tells(root, id) && tells(rootOfUser, id));

      assertThat(tells(bob, id)).isFalse();
      assertThat(tells(rootOfOther, id)).isFalse();
    }
    assertThat(api.get("/api/tasks/stream?userId=bob").statusCode()).isEqualTo(400);
  }

  @Test
  void placeOfNoLogMakesAStreamBeginAnew() {
    String id = api.submit("/api/tasks/sleep", "{\"millis\":1}");
    String fourBillionTwice = "gICAgBCAgICAEA";
    for (String place : List.of("made up", "17", fourBillionTwice)) {
      try (EventReader reader = EventReader.open(api, "/api/tasks/stream", place)) {
        await().atMost(LONG).until(() -> !reader.events().isEmpty());
        assertThat(reader.events().getFirst().name()).as(place).isEqualTo("reset");
      }
    }
    // One task's stream begins with the task, whatever was heard before.
    try (EventReader reader =
        EventReader.open(api, "/api/tasks/" + id + "/stream", "made up.7.end")) {
      await().atMost(LONG).until(() -> !reader.events().isEmpty());
      assertThat(reader.events().getFirst().name()).isEqualTo("task");
    }
  }

  @Test
  void longPollAnswersWhenTheTaskHasChangedAndNeverWithAnOlderState() {
    String id = api.submit("/api/tasks/sleep", "{\"millis\":1}");
    String path = "/api/tasks/" + id;
    HttpResponse<String> now = api.get(path);
    String etag = now.headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> same =
        api.send(HttpRequest.newBuilder(api.uri(path)).header("If-None-Match", etag));
    assertThat(same.statusCode()).isEqualTo(304);

    HttpResponse<String> over =
        api.send(
            HttpRequest.newBuilder(api.uri(path))
                .header("If-None-Match", etag)
                .header("Prefer", "wait=1"));
    assertThat(over.statusCode()).isEqualTo(304);
    assertThat(over.headers().firstValue("Preference-Applied")).hasValue("wait=1");

    CompletableFuture<HttpResponse<String>> waiting =
        other.http.sendAsync(
            other.request(path).header("If-None-Match", etag).header("Prefer", "wait=60").build(),
            HttpResponse.BodyHandlers.ofString());
    executor.started(id, 1);
    executor.flush();
    api.fold(id, "running", 1);
    HttpResponse<String> changed = waiting.join();
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(RunningApi.json(changed).get("status").asString()).isEqualTo("running");
    assertThat(changed.headers().firstValue("ETag")).isNotEqualTo(now.headers().firstValue("ETag"));

    HttpResponse<String> stale =
        other.send(
            HttpRequest.newBuilder(other.uri(path))
                .header("If-None-Match", etag)
                .header("Prefer", "wait=60"));
    assertThat(stale.statusCode()).as("what the client has is old: no wait").isEqualTo(200);
  }

  @Test
  void streamEndsWithItsTokenAndAWaitToo() {
    String id = api.submit("/api/tasks/sleep", "{\"millis\":1}");
    Duration life = Duration.ofSeconds(4);
    try (EventReader many =
            EventReader.openAs(TestIssuer.user("erin", life), other, "/api/tasks/stream");
        EventReader one =
            EventReader.openAs(
                TestIssuer.user(RunningApi.USER, life), other, "/api/tasks/" + id + "/stream");
        EventReader longer = EventReader.open(other, "/api/tasks/" + id + "/stream", null)) {
      await().atMost(LONG).until(() -> !many.events().isEmpty() && !one.events().isEmpty());

      await().atMost(LONG).until(() -> many.hasEnded() && one.hasEnded());

      assertThat(longer.hasEnded()).isFalse();
    }
    HttpResponse<String> waited =
        api.send(
            TestIssuer.user(RunningApi.USER, Duration.ofSeconds(2)),
            HttpRequest.newBuilder(api.uri("/api/tasks/" + id)).header("Prefer", "wait=60"));
    assertThat(waited.statusCode()).isEqualTo(200);
    assertThat(waited.headers().firstValue("Preference-Applied").orElseThrow())
        .isIn("wait=0", "wait=1");
  }

  @Test
  void streamsWithAStatusFilterHearOfLargeTasksNothingButThatStatus() {
    String path = "/api/tasks/stream?projectId=filtered-large&status=completed";
    try (EventReader first = EventReader.open(api, path, null);
        EventReader second = EventReader.open(api, path, null);
        EventReader other = EventReader.open(api, path.replace("completed", "pending"), null)) {
      await()
          .atMost(LONG)
          .until(() -> List.of(first, second, other).stream().noneMatch(r -> r.events().isEmpty()));
      String note = "x".repeat(100_000);
      String id =
          api.submit(
              "/api/tasks/sleep?projectId=filtered-large",
              "{\"millis\":1,\"note\":\"" + note + "\"}");
      await().atMost(LONG).until(() -> tells(other, id));
      executor.started(id, 1);
      executor.completed(id, 2);
      executor.flush();
      await().atMost(LONG).until(() -> tells(first, id) && tells(second, id));

      assertThat(first.events()).hasSize(2);
      assertThat(json(first.events().getLast()).get("sequence").asLong()).isEqualTo(2);
      assertThat(other.events()).hasSize(2);
      assertThat(other.events().getLast().data()).contains(note);
    }
  }

  @Test
  void streamOfATaskBeginsWithItsStateButNotWithItsLargeParameters() {
    String text = "x".repeat(10_000);
    String id = api.submit("/api/tasks/sleep", "{\"millis\":1,\"note\":\"" + text + "\"}");
    try (EventReader reader = EventReader.open(api, "/api/tasks/" + id + "/stream", null)) {
      await().atMost(LONG).until(() -> !reader.events().isEmpty());
      JsonNode task = json(reader.events().getFirst());
      assertThat(task.get("parameters").isNull()).isTrue();
      assertThat(task.get("parametersBytes").asInt()).isGreaterThan(10_000);
      assertThat(task.at("/links/parameters/href").asString()).endsWith("/parameters");
    }
  }

  @Test
  void openStreamIsNoRequestInProgressAndEndsWhenItsClientGoes() {
    await().atMost(LONG).until(() -> metric("millrace.api.streams") == 0);
    try (EventReader reader = EventReader.open(api, "/api/tasks/stream", null)) {
      await().atMost(LONG).until(() -> !reader.events().isEmpty());
      assertThat(reader.answer().version()).isEqualTo(HttpClient.Version.HTTP_1_1);
      assertThat(reader.answer().headers().firstValue("Connection")).hasValue("close");
      assertThat(metric("millrace.api.streams")).isOne();
      assertThat(metric("http.server.requests.active")).as("the one that asks").isOne();
    }
    // No heartbeat for an hour: nothing is written that would tell.
    await().atMost(LONG).until(() -> metric("millrace.api.streams") == 0);
  }

  @Test
  void userAndProcessHaveNoMoreStreamsThanTheyMay() {
    await().atMost(LONG).until(() -> metric("millrace.api.streams") == 0);
    List<EventReader> open = new ArrayList<>();
    for (String user :
        List.of("alice", "alice", "alice", "alice", "alice", "alice", "bob", "bob")) {
      open.add(EventReader.open(api, streamOf(user), null));
    }
    await().atMost(LONG).until(() -> metric("millrace.api.streams") == 8);

    HttpResponse<String> sameUser = api.send(TestIssuer.user("alice"), streamOf("alice"));
    HttpResponse<String> anyUser = api.send(TestIssuer.user("carol"), streamOf("carol"));

    assertThat(sameUser.statusCode()).isEqualTo(429);
    assertThat(sameUser.headers().firstValue("Retry-After")).isPresent();
    assertThat(RunningApi.json(sameUser).get("type").asString()).endsWith("/quota-exceeded");
    assertThat(anyUser.statusCode()).isEqualTo(503);
    assertThat(anyUser.headers().firstValue("Retry-After")).isPresent();
    assertThat(RunningApi.json(anyUser).get("type").asString()).endsWith("/overloaded");
    open.forEach(EventReader::close);
    await().atMost(LONG).until(() -> metric("millrace.api.streams") == 0);
  }

  @Test
  void headOfAStreamIsAnsweredWithoutOne() {
    await().atMost(LONG).until(() -> metric("millrace.api.streams") == 0);

    HttpResponse<String> head =
        api.send(HttpRequest.newBuilder(api.uri("/api/tasks/stream")).HEAD());

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("Content-Type")).hasValue("text/event-stream");
    assertThat(metric("millrace.api.streams")).isZero();
  }

  @Test
  void streamSharesAConnectionOverHttp2() {
    try (EventReader reader = EventReader.open(other, "/api/tasks/stream", null)) {
      await().atMost(LONG).until(() -> !reader.events().isEmpty());
      assertThat(reader.answer().version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(reader.answer().headers().firstValue("Connection")).isEmpty();
      api.submit("/api/tasks/sleep", "{\"millis\":1}");
      await().atMost(LONG).until(() -> reader.events().size() == 2);
    }
  }

  private static HttpRequest.Builder streamOf(String user) {
    return HttpRequest.newBuilder(api.uri("/api/tasks/stream"))
        .header("Authorization", "Bearer " + TestIssuer.user(user));
  }

  private static long metric(String name) {
    var request = HttpRequest.newBuilder(api.uri("/actuator/metrics/" + name));
    return RunningApi.json(api.send(TestIssuer.operator("root"), request))
        .at("/measurements/0/value")
        .asLong();
  }

  /// An executor at work, and a relay that now and then publishes something again.
  private static void live(List<String> ids) {
    for (long sequence = 1; sequence <= FACTS; sequence++) {
      for (String id : ids) {
        if (sequence == 1) {
          executor.started(id, sequence);
        } else if (sequence == FACTS) {
          executor.completed(id, sequence);
        } else {
          executor.progressed(id, sequence);
          if (sequence % 7 == 0) {
            executor.progressed(id, sequence - 1);
            executor.progressed(id, sequence);
          }
        }
      }
      executor.flush();
    }
  }

  private static int count(Map<String, List<Long>> heard) {
    return heard.values().stream().mapToInt(List::size).sum();
  }

  private static boolean tells(EventReader reader, String id) {
    return reader.events().stream().anyMatch(told -> told.data().contains(id));
  }

  private static List<Long> sequences(EventReader reader) {
    return reader.events().stream()
        .skip("task".equals(reader.events().getFirst().name()) ? 1 : 0)
        .map(told -> json(told).get("sequence").asLong())
        .toList();
  }

  private static JsonNode json(EventReader.Told told) {
    return RunningApi.JSON.readTree(told.data());
  }
}
