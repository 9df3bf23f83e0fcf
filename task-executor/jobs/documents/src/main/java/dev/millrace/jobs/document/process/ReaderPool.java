package dev.millrace.jobs.document.process;

import dev.millrace.executor.handler.TransientFailure;
import dev.millrace.jobs.document.Document;
import dev.millrace.jobs.document.DocumentLimits;
import dev.millrace.jobs.document.DocumentReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A few reader processes, started when there is a document, kept for the next ones, and ended when
/// none comes.
///
/// Documents wait for a process in the order in which they came, without a limit of their own: the
/// time-out of their task is one. Nothing of a file is held while it waits.
public final class ReaderPool implements DocumentReader, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ReaderPool.class);

  private final ReaderSettings settings;
  private final DocumentLimits limits;
  private final Semaphore places;
  private final Object lock = new Object();
  private final Deque<ReaderProcess> idle = new ArrayDeque<>();
  private final Set<ReaderProcess> living = new HashSet<>();
  private @Nullable Path folder;
  private @Nullable ReaderCommand command;
  private boolean closed;

  public ReaderPool(ReaderSettings settings, DocumentLimits limits) {
    this.settings = settings;
    this.limits = limits;
    this.places = new Semaphore(settings.processes(), true);
  }

  @Override
  public Document read(Content content) throws IOException, InterruptedException {
    places.acquire();
    try {
      ReaderProcess process = take();
      try {
        return process.read(content);
      } finally {
        putBack(process);
      }
    } finally {
      places.release();
    }
  }

  /// The ids of the processes that there are now.
  Set<Long> pids() {
    synchronized (lock) {
      Set<Long> pids = new HashSet<>();
      living.forEach(process -> pids.add(process.pid()));
      return pids;
    }
  }

  /// Where the processes have their folders, once there has been a document.
  @Nullable Path folderOfProcesses() {
    synchronized (lock) {
      return folder;
    }
  }

  private ReaderProcess take() throws IOException {
    synchronized (lock) {
      if (closed) {
        throw new TransientFailure("document-reader-lost", "the executor is about to end");
      }
      for (ReaderProcess process = idle.pollLast(); process != null; process = idle.pollLast()) {
        if (process.isFit()) {
          return process;
        }
        end(process);
      }
      ReaderProcess process = ReaderProcess.start(folder(), command(), settings);
      living.add(process);
      return process;
    }
  }

  private void putBack(ReaderProcess process) {
    synchronized (lock) {
      if (closed || !process.isFit()) {
        end(process);
        return;
      }
      idle.addLast(process);
    }
    int uses = process.uses();
    later().execute(() -> endIfUnused(process, uses));
  }

  private Executor later() {
    return CompletableFuture.delayedExecutor(settings.idle().toMillis(), TimeUnit.MILLISECONDS);
  }

  private void endIfUnused(ReaderProcess process, int uses) {
    synchronized (lock) {
      if (process.uses() == uses && idle.remove(process)) {
        end(process);
      }
    }
  }

  private void end(ReaderProcess process) {
    living.remove(process);
    process.close();
  }

  private Path folder() throws IOException {
    if (folder == null) {
      folder = Files.createTempDirectory("millrace-documents-");
    }
    return folder;
  }

  private ReaderCommand command() throws IOException {
    if (command == null) {
      Path copies = Files.createDirectories(folder().resolve("classes"));
      command = new ReaderCommand(ReaderClassPath.of(copies), settings.heap(), limits.extraction());
      LOG.info(
          "Documents are read in processes of their own, {}",
          ReaderCommand.isIsolated() ? "without a network" : "whose network is not taken away");
    }
    return command;
  }

  /// Ends all processes, those that read included, and deletes their folders.
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      idle.clear();
      living.forEach(ReaderProcess::close);
      living.clear();
      if (folder != null) {
        Folders.delete(folder);
      }
    }
  }
}
