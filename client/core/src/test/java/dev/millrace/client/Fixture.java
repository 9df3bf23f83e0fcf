package dev.millrace.client;

import dev.millrace.client.http.CallSettings;
import dev.millrace.type.TaskType;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

/// What the tests of the client share: a task type, a task, and a client in a hurry.
final class Fixture {

  record Mail(String to) {}

  record Sent(int bytes) {}

  static final TaskType<Mail, Sent> MAIL = TaskType.of("mail", Mail.class, Sent.class);
  static final UUID ID = UUID.fromString("01936b2e-7c3a-7d52-9c1e-3f6a5b8d9e01");
  static final String TASK = "/api/tasks/" + ID;
  static final Duration LONG = Duration.ofSeconds(20);

  static final CallSettings HASTY =
      new CallSettings(
          Duration.ofSeconds(5),
          3,
          Duration.ofMillis(1),
          Duration.ofMillis(20),
          Duration.ofSeconds(2),
          64 << 10,
          Duration.ofMillis(400),
          Duration.ofSeconds(1),
          Duration.ofMinutes(1));

  private Fixture() {}

  static Tasks tasks(URI address) {
    return tasks(address, () -> "a.b.c");
  }

  static Tasks tasks(URI address, Supplier<String> tokens) {
    return MillraceClient.of(address, tokens).settings(HASTY).build().tasks();
  }

  static String accepted() {
    return "{\"id\":\""
        + ID
        + "\",\"type\":\"mail\",\"status\":\"pending\","
        + "\"createdAt\":\"2026-03-01T12:00:00Z\",\"outcome\":\"accepted\"}";
  }

  /// A task in this status, with further members.
  static String task(String status, String... members) {
    return "{\"id\":\""
        + ID
        + "\",\"type\":\"mail\",\"status\":\""
        + status
        + "\",\"attempt\":2,"
        + "\"createdAt\":\"2026-03-01T12:00:00Z\""
        + (members.length == 0 ? "" : "," + String.join(",", members))
        + "}";
  }

  static String progress(int done) {
    return "event: dev.millrace.task.progressed.v1\ndata: {\"taskId\":\""
        + ID
        + "\",\"type\":\"dev.millrace.task.progressed.v1\",\"data\":{\"progress\":{\"done\":"
        + done
        + ",\"total\":4,\"message\":null,\"detail\":null}}}\n\n";
  }
}
