package dev.millrace.test;

import dev.millrace.executor.catalogue.HandlerRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;

/// The last part of an executor's context to start: it waits until all types of the executor can be
/// submitted.
final class AnnouncedTypes implements SmartLifecycle {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final MillraceServer server;
  private final ObjectProvider<HandlerRegistry> handlers;
  private volatile boolean running;

  AnnouncedTypes(MillraceServer server, ObjectProvider<HandlerRegistry> handlers) {
    this.server = server;
    this.handlers = handlers;
  }

  @Override
  public void start() {
    handlers.ifAvailable(this::await);
    running = true;
  }

  private void await(HandlerRegistry own) {
    Set<String> missing =
        own.entries().stream().map(entry -> entry.type().value()).collect(Collectors.toSet());
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!missing.isEmpty()) {
      missing.removeAll(server.types());
      if (!missing.isEmpty()) {
        if (System.nanoTime() - deadline > 0) {
          throw new IllegalStateException(
              "Millrace has not heard of the task types "
                  + missing
                  + " within "
                  + PATIENCE.toSeconds()
                  + " s; the log above says what keeps the executor, and Millrace's own is "
                  + server.log());
        }
        Pause.between();
      }
    }
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
