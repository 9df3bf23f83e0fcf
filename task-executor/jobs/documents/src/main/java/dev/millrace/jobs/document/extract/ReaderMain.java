package dev.millrace.jobs.document.extract;

import dev.millrace.jobs.document.extract.passage.ExtractionLimits;
import dev.millrace.jobs.document.extract.passage.Refused;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.LogManager;
import java.util.stream.Stream;

/// The process that reads documents, for a parent that must not die of them.
///
/// A byte on standard input asks it to read the file `document` in its folder; the answer is
/// [Frames] on standard output. Its parent takes its time and its life. The end of standard input
/// is the parent's end: then it deletes the folder of all of the parent's readers, which end now as
/// well, and is gone, whatever it is doing.
public final class ReaderMain {

  /// The file that is read, in the folder of the process.
  public static final String DOCUMENT = "document";

  /// How a process ends that ran out of memory; the same as that of the JVM.
  public static final int OUT_OF_MEMORY = 3;

  private ReaderMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]);
    ExtractionLimits limits = ExtractionLimits.parse(arguments[1]);
    Frames answers =
        new Frames(
            new DataOutputStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 64 * 1024)));
    // What a library prints must not get between the frames.
    System.setOut(System.err);
    LogManager.getLogManager().reset();
    NoNetwork.install();

    BlockingQueue<Integer> requests = new LinkedBlockingQueue<>();
    Thread.ofPlatform().daemon().name("parent").start(() -> listen(requests, folder));
    while (true) {
      requests.take();
      read(folder.resolve(DOCUMENT), limits, answers);
    }
  }

  private static void listen(BlockingQueue<Integer> requests, Path folder) {
    try (InputStream in = System.in) {
      for (int request = in.read(); request >= 0; request = in.read()) {
        requests.add(request);
      }
    } catch (IOException _) {
      // a pipe that cannot be read has no parent at its other end
    }
    Path folders = folder.toAbsolutePath().getParent();
    delete(folders == null ? folder : folders);
    Runtime.getRuntime().halt(0);
  }

  private static void read(Path document, ExtractionLimits limits, Frames answers)
      throws IOException {
    try {
      answers.end(Extraction.of(document, limits, answers));
    } catch (Refused e) {
      answers.refused(e);
    } catch (Frames.ParentGone e) {
      throw e;
    } catch (OutOfMemoryError e) {
      Runtime.getRuntime().halt(OUT_OF_MEMORY);
    } catch (StackOverflowError e) {
      answers.refused(Refused.tooCostly("the document is nested too deeply"));
    } catch (IOException | RuntimeException e) {
      answers.refused(Refused.broken("document"));
    }
  }

  /// What cannot be deleted now is deleted by another reader of the same parent.
  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException _) {
      // see above
    }
  }
}
