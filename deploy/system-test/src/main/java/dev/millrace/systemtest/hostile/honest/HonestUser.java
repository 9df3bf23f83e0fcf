package dev.millrace.systemtest.hostile.honest;

import dev.millrace.systemtest.hostile.wire.Request;
import dev.millrace.systemtest.hostile.wire.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// Submits a few tasks a second, looks at them in every way that there is, and remembers how long
/// each took.
public final class HonestUser implements AutoCloseable {

  private static final Duration FAST = Duration.ofMillis(150);

  private static final String PAGE =
      "<html><body><h1>Tender</h1><p>Bids close on 3 May 2027.</p></body></html>";

  private final OrdinaryClient client;
  private final Wire wire;
  private final String token;
  private final HonestTasks tasks = new HonestTasks();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Latencies total = new Latencies();
  private Latencies current = new Latencies();
  private volatile boolean works = true;
  private volatile String latest = "";

  public HonestUser(int port, String token) {
    this.client = new OrdinaryClient(port, token);
    this.wire = new Wire(port, Latencies.IN_VAIN);
    this.token = token;
  }

  public void start() {
    threads.execute(new HonestStream(client, this::streamed));
    again(150, this::submit);
    again(250, this::read);
    again(3_000, this::upload);
    again(1_000, this::connect);
  }

  /// Whether the last 30 submissions were fast. A program that has just started is slow by itself:
  /// what it takes before is not counted.
  public synchronized boolean isServedFast() {
    if (current.count(HonestCall.SUBMIT) < 30) {
      return false;
    }
    boolean fast = current.at(HonestCall.SUBMIT, 90).compareTo(FAST) < 0;
    if (!fast) {
      current = new Latencies();
    }
    return fast;
  }

  /// What was felt since the last time this was asked.
  public synchronized Latencies since() {
    Latencies ended = current;
    current = new Latencies();
    total.add(ended);
    return ended;
  }

  /// What was felt in all, up to the last [#since].
  public Latencies total() {
    return total;
  }

  /// Whether a submission and a read are answered well now.
  public boolean isServed() {
    return client.get("/api/tasks?limit=1").isPresent();
  }

  /// No more submissions; the stream goes on.
  public void rest() {
    works = false;
  }

  /// Tasks that were promised.
  public List<String> accepted() {
    return tasks.ids();
  }

  /// Promised tasks whose end the stream has not shown.
  public int unseen() {
    return tasks.unseen();
  }

  public OrdinaryClient client() {
    return client;
  }

  private void submit() {
    int millis = ThreadLocalRandom.current().nextInt(100);
    Optional<String> id =
        timed(
                HonestCall.SUBMIT,
                () -> client.post("/api/tasks/sleep", "{\"millis\":" + millis + "}"))
            .map(this::promised);
    id.ifPresent(task -> {
      latest = task;
      threads.execute(() -> timed(HonestCall.POLL, () -> end(task)));
    });
  }

  private String promised(JsonNode answer) {
    String id = answer.path("id").asString();
    if (tasks.accept(id, System.nanoTime())) {
      record(HonestCall.STREAM, 1, true);
    }
    return id;
  }

  private Optional<JsonNode> end(String id) {
    Optional<JsonNode> task = Optional.empty();
    while (!Thread.currentThread().isInterrupted()) {
      task = client.get("/api/tasks/" + id, "Prefer", "wait=8");
      if (task.isEmpty() || isEnded(task.get())) {
        break;
      }
    }
    return task;
  }

  private static boolean isEnded(JsonNode task) {
    return List.of("completed", "failed", "cancelled", "timeout")
        .contains(task.path("status").asString());
  }

  private void read() {
    if (!latest.isEmpty()) {
      timed(HonestCall.GET, () -> client.get("/api/tasks/" + latest));
    }
    timed(HonestCall.LIST, () -> client.get("/api/tasks?limit=20"));
    timed(HonestCall.STATS, () -> client.get("/api/tasks/stats"));
  }

  private void upload() {
    timed(
        HonestCall.DOCUMENT,
        () ->
            client
                .upload("/api/tasks/analysis/file", "a.html", PAGE)
                .map(answer -> answer.path("id").asString())
                .flatMap(id -> {
                  tasks.acceptDocument(id);
                  return end(id);
                }));
  }

  private void connect() {
    timed(
        HonestCall.CONNECT,
        () ->
            Optional.of(wire.send(Request.get("/api/task-types"), token))
                .filter(answer -> answer.status() == 200));
  }

  private void streamed(String id) {
    tasks.see(id, System.nanoTime()).ifPresent(nanos -> record(HonestCall.STREAM, nanos, true));
  }

  private <T> Optional<T> timed(HonestCall call, Supplier<Optional<T>> action) {
    long begin = System.nanoTime();
    Optional<T> answer = action.get();
    // What ends because everything ends says nothing about the server.
    if (works || answer.isPresent()) {
      record(call, System.nanoTime() - begin, answer.isPresent());
    }
    return answer;
  }

  private synchronized void record(HonestCall call, long nanos, boolean good) {
    if (good) {
      current.good(call, nanos);
    } else {
      current.inVain(call, nanos);
    }
  }

  /// At a steady pace whatever the answers, as users who do not know of one another are.
  private void again(long millis, Runnable action) {
    BooleanSupplier goesOn = () -> works && !Thread.currentThread().isInterrupted();
    threads.execute(() -> {
      while (goesOn.getAsBoolean()) {
        threads.execute(action);
        Pause.of(millis);
      }
    });
  }

  @Override
  public void close() {
    works = false;
    threads.shutdownNow();
    client.close();
  }
}
