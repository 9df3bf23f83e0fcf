package dev.millrace.jobs.document.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.executor.handler.TransientFailure;
import dev.millrace.jobs.document.Document;
import dev.millrace.jobs.document.DocumentReader;
import dev.millrace.jobs.document.Passage;
import dev.millrace.jobs.document.Place;
import dev.millrace.jobs.document.SampleFiles;
import dev.millrace.testinfra.hostile.HostileDocument;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Documents are read by processes that may die of them.
@Timeout(120)
class ReaderPoolIT {

  private static final Duration LONG = Duration.ofMinutes(10);

  @Test
  void documentsOfEveryKindAreReadByOneWarmProcess() throws Exception {
    try (ReaderPool pool = Pools.standard()) {
      Document pdf =
          pool.read(Pools.content(SampleFiles.pdf(List.of(List.of("One."), List.of("Two.")))));
      Set<Long> first = pool.pids();
      Document docx = pool.read(Pools.content(SampleFiles.docx("Three.")));
      Document html = pool.read(Pools.content("<!doctype html><p>Four.<p>Five."));
      Document text = pool.read(Pools.content("投标截止时间\n\nSix."));

      assertThat(pdf.kind()).isEqualTo(Document.Kind.PDF);
      assertThat(pdf.pages()).isEqualTo(2);
      assertThat(pdf.passages())
          .containsExactly(
              new Passage("One.", new Place(1, 1)), new Passage("Two.", new Place(2, 1)));
      assertThat(docx.passages())
          .extracting(Passage::text)
          .containsExactly("Three.", "Price | 40 points");
      assertThat(html.passages()).extracting(Passage::text).containsExactly("Four.", "Five.");
      assertThat(text.pages()).isNull();
      assertThat(text.passages())
          .containsExactly(
              new Passage("投标截止时间", new Place(null, 1)), new Passage("Six.", new Place(null, 2)));
      assertThat(pool.pids()).isEqualTo(first).hasSize(1);
    }
  }

  @Test
  void refusedDocumentLeavesItsProcessToTheNextOne() throws Exception {
    try (ReaderPool pool = Pools.standard()) {
      assertThat(Pools.outcome(pool, SampleFiles.encryptedPdf())).isEqualTo("encrypted-document");
      Set<Long> first = pool.pids();
      assertThat(Pools.outcome(pool, new byte[] {'%', 'P', 'D', 'F', '-', 0}))
          .isEqualTo("broken-document");
      pool.read(Pools.GOOD);

      assertThat(pool.pids()).isEqualTo(first);
    }
  }

  @Test
  void processIsReplacedAfterItsUses() throws Exception {
    try (ReaderPool pool = Pools.of(LONG, 2, LONG)) {
      pool.read(Pools.GOOD);
      Set<Long> first = pool.pids();
      pool.read(Pools.GOOD);
      assertThat(pool.pids()).isEmpty();
      pool.read(Pools.GOOD);

      assertThat(pool.pids()).hasSize(1).doesNotContainAnyElementsOf(first);
    }
  }

  @Test
  void processThatNobodyNeedsEndsAndAnotherOneTakesItsPlace() throws Exception {
    try (ReaderPool pool = Pools.of(LONG, 100, Duration.ofMillis(200))) {
      pool.read(Pools.GOOD);
      await().atMost(Duration.ofSeconds(30)).until(() -> pool.pids().isEmpty());

      assertThat(pool.read(Pools.GOOD).passages()).hasSize(1);
    }
  }

  @Test
  void documentThatTakesTooMuchMemoryFailsAndTheNextOneIsRead() throws Exception {
    try (ReaderPool pool = Pools.standard()) {
      byte[] text = HostileDocument.DOCX_OF_ONE_TEXT.make(200, 1);

      assertThat(Pools.outcome(pool, text)).isEqualTo("document-too-costly");
      assertThat(pool.pids()).isEmpty();
      assertThat(pool.read(Pools.GOOD).passages()).hasSize(1);
    }
  }

  @Test
  void documentThatTakesTooMuchProcessorTimeFailsAndTheNextOneIsRead() throws Exception {
    try (ReaderPool pool = Pools.of(Duration.ofMillis(1_500), 100, LONG)) {
      byte[] forms = HostileDocument.PDF_OF_FORMS.make(1, 1);

      assertThat(Pools.outcome(pool, forms)).isEqualTo("document-too-costly");
      assertThat(pool.read(Pools.GOOD).passages()).hasSize(1);
    }
  }

  @Test
  void processThatIsEndedFromOutsideIsNoFaultOfItsDocument() throws Exception {
    try (ReaderPool pool = Pools.standard()) {
      CompletableFuture<Document> reading = inBackground(pool);
      kill(theProcessOf(pool));

      assertThatThrownBy(reading::join).hasCauseInstanceOf(TransientFailure.class);
      assertThat(pool.read(Pools.GOOD).passages()).hasSize(1);

      kill(theProcessOf(pool));
      assertThat(pool.read(Pools.GOOD).passages())
          .as("the end of a process that has nothing to do is seen before it is asked")
          .hasSize(1);
    }
  }

  @Test
  void interruptionEndsTheProcess() throws Exception {
    try (ReaderPool pool = Pools.standard()) {
      AtomicReference<Throwable> end = new AtomicReference<>();
      Thread reader =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  pool.read(endless());
                } catch (Throwable e) {
                  end.set(e);
                }
              });
      ProcessHandle process = theProcessOf(pool);
      reader.interrupt();
      reader.join();

      assertThat(end.get()).isInstanceOf(InterruptedException.class);
      assertThat(process.isAlive()).isFalse();
    }
  }

  @Test
  void storeThatFailsIsNoFaultOfTheProcess() throws Exception {
    try (ReaderPool pool = Pools.standard()) {
      pool.read(Pools.GOOD);
      Set<Long> first = pool.pids();

      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() ->
              pool.read(() -> {
                throw new IOException("away");
              }));
      assertThat(pool.read(Pools.GOOD).passages()).hasSize(1);
      assertThat(pool.pids()).isEqualTo(first);
    }
  }

  @Test
  void processAndItsFolderGoWithTheirParentHoweverThatDies() throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ReadingParent.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
      String[] told =
          said.lines()
              .filter(line -> line.startsWith("reader "))
              .findFirst()
              .orElseThrow()
              .split(" ", 3);
      ProcessHandle reader = ProcessHandle.of(Long.parseLong(told[1])).orElseThrow();
      Path folder = Path.of(told[2]);
      assertThat(folder).isDirectory();
      parent.destroyForcibly();

      await().atMost(Duration.ofSeconds(30)).until(() -> !reader.isAlive());
      assertThat(Files.exists(folder)).isFalse();
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void closedPoolLeavesNeitherProcessNorFolder() throws Exception {
    ReaderPool pool = Pools.standard();
    CompletableFuture<Document> reading = inBackground(pool);
    ProcessHandle process = theProcessOf(pool);
    Path folder = pool.folderOfProcesses();
    pool.close();

    assertThat(process.isAlive()).isFalse();
    assertThat(folder).doesNotExist();
    assertThatThrownBy(reading::join).hasCauseInstanceOf(TransientFailure.class);
    assertThatExceptionOfType(TransientFailure.class).isThrownBy(() -> pool.read(Pools.GOOD));
  }

  private static CompletableFuture<Document> inBackground(ReaderPool pool) {
    CompletableFuture<Document> reading = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            reading.complete(pool.read(endless()));
          } catch (Throwable e) {
            reading.completeExceptionally(e);
          }
        });
    return reading;
  }

  /// Takes seconds at the least, and gives up long after it was killed here.
  private static DocumentReader.Content endless() {
    return Pools.content(HostileDocument.PDF_OF_FORMS.make(1, 1));
  }

  /// The process, once it is at work.
  private static ProcessHandle theProcessOf(ReaderPool pool) {
    await().atMost(Duration.ofSeconds(30)).until(() -> !pool.pids().isEmpty());
    return ProcessHandle.of(pool.pids().iterator().next()).orElseThrow();
  }

  private static void kill(ProcessHandle process) {
    process.destroyForcibly();
    await().atMost(Duration.ofSeconds(30)).until(() -> !process.isAlive());
  }
}
