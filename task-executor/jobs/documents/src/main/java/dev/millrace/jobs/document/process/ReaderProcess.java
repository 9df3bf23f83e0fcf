package dev.millrace.jobs.document.process;

import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TransientFailure;
import dev.millrace.jobs.document.Document;
import dev.millrace.jobs.document.DocumentReader;
import dev.millrace.jobs.document.Passage;
import dev.millrace.jobs.document.Place;
import dev.millrace.jobs.document.extract.Extraction;
import dev.millrace.jobs.document.extract.Frames;
import dev.millrace.jobs.document.extract.ReaderMain;
import dev.millrace.jobs.document.extract.passage.Refused;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One child JVM that reads documents, one at a time.
///
/// It is of use again when it has answered. After anything else, an interruption included, it is
/// killed: what it does then is not known. It ends by itself when this process does.
final class ReaderProcess implements AutoCloseable {

  private static final Duration GLANCE = Duration.ofMillis(50);
  private static final Duration END = Duration.ofSeconds(5);

  private final Path folder;
  private final ReaderCommand command;
  private final ReaderSettings settings;
  private final Process process;
  private final DataInputStream answers;
  private int uses;
  private boolean answered = true;

  private ReaderProcess(
      Path folder, ReaderCommand command, ReaderSettings settings, Process process) {
    this.folder = folder;
    this.command = command;
    this.settings = settings;
    this.process = process;
    this.answers = new DataInputStream(new BufferedInputStream(process.getInputStream(), 65_536));
  }

  /// Starts one, with a folder of its own below `parent`.
  static ReaderProcess start(Path parent, ReaderCommand command, ReaderSettings settings)
      throws IOException {
    Path folder = Files.createTempDirectory(parent, "reader-");
    try {
      return new ReaderProcess(folder, command, settings, command.start(folder));
    } catch (IOException e) {
      Folders.delete(folder);
      throw e;
    }
  }

  /// Whether it can read another document.
  boolean isFit() {
    return answered && uses < settings.uses() && process.isAlive();
  }

  /// How many documents it was given.
  int uses() {
    return uses;
  }

  long pid() {
    return process.pid();
  }

  /// @throws PermanentFailure when the document is refused, or did the process in
  /// @throws TransientFailure when the process ended for another reason
  /// @throws IOException when the content cannot be had, or the folder takes nothing more
  Document read(DocumentReader.Content content) throws IOException, InterruptedException {
    Path document = folder.resolve(ReaderMain.DOCUMENT);
    try (InputStream in = content.open()) {
      Files.copy(in, document, StandardCopyOption.REPLACE_EXISTING);
    }
    uses++;
    answered = false;
    Allowance allowance = Allowance.from(process, settings);
    try {
      process.getOutputStream().write(1);
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new ReaderEnd(exitCode()).asFailure();
    }
    Document read = await(answer(), allowance);
    Files.delete(document);
    return read;
  }

  private CompletableFuture<Document> answer() {
    // A read of a pipe hears no interruption; this thread ends with the process at the latest.
    CompletableFuture<Document> answer = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("document-reader-" + process.pid())
        .start(() -> {
          try {
            answer.complete(document());
          } catch (Throwable e) {
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }

  private Document document() throws IOException {
    List<Passage> passages = new ArrayList<>();
    Extraction read =
        Frames.read(
            answers,
            command.limits(),
            (page, paragraph, text) ->
                passages.add(new Passage(text, new Place(page == 0 ? null : page, paragraph))));
    return new Document(
        Document.Kind.valueOf(read.kind().name()),
        read.pages() == 0 ? null : read.pages(),
        passages);
  }

  private Document await(CompletableFuture<Document> answer, Allowance allowance)
      throws IOException, InterruptedException {
    while (true) {
      try {
        Document document = answer.get(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
        answered = true;
        return document;
      } catch (TimeoutException _) {
        allowance.require();
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case Refused refused -> {
            answered = true;
            Files.deleteIfExists(folder.resolve(ReaderMain.DOCUMENT));
            throw new PermanentFailure(refused.code(), refused.reason());
          }
          case IOException _ -> throw new ReaderEnd(exitCode()).asFailure();
          // What it says is no document's content: it would be said again.
          case null, default ->
              throw new PermanentFailure(
                  "broken-document", "the document's reader gave no usable answer", e);
        }
      }
    }
  }

  /// Of a process that has stopped to talk, and so ends.
  private int exitCode() throws InterruptedException {
    if (!process.waitFor(END)) {
      process.destroyForcibly();
    }
    return process.waitFor(END) ? process.exitValue() : ReaderEnd.UNKNOWN;
  }

  /// Ends the process and deletes its folder. Returns when the process is gone, or cannot be ended.
  @Override
  public void close() {
    process.destroyForcibly();
    boolean interrupted = Thread.interrupted();
    try {
      process.waitFor(END);
    } catch (InterruptedException _) {
      interrupted = true;
    }
    Folders.delete(folder);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
