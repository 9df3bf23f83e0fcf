package dev.millrace.systemtest.hostile.honest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Listens to the stream of the honest user's tasks, and comes again where it left off.
final class HonestStream implements Runnable {

  private static final String TARGET =
      "/api/tasks/stream?status=completed,failed,cancelled,timeout";

  private final OrdinaryClient client;
  private final Consumer<String> ended;
  private String place = "";

  /// @param ended is told the id of each task that ended
  HonestStream(OrdinaryClient client, Consumer<String> ended) {
    this.client = client;
    this.ended = ended;
  }

  @Override
  public void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try (Stream<String> lines = client.stream(TARGET, place)) {
        lines.forEach(this::hear);
      } catch (IOException | UncheckedIOException e) {
        Pause.of(200);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void hear(String line) {
    if (line.startsWith("id:")) {
      place = line.substring(3).strip();
    } else if (line.startsWith("data:")) {
      String id = OrdinaryClient.read(line.substring(5)).path("taskId").asString("");
      if (!id.isEmpty()) {
        ended.accept(id);
      }
    }
  }
}
