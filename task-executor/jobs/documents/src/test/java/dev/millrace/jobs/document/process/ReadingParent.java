package dev.millrace.jobs.document.process;

import dev.millrace.testinfra.hostile.HostileDocument;

/// A process that reads a document that takes long, and tells who does it and where.
final class ReadingParent {

  private ReadingParent() {}

  static void main() throws Exception {
    try (ReaderPool pool = Pools.standard()) {
      pool.read(Pools.GOOD);
      Thread.ofPlatform()
          .start(() ->
              System.out.println(
                  "reader " + pool.pids().iterator().next() + " " + pool.folderOfProcesses()));
      Pools.outcome(pool, HostileDocument.PDF_OF_FORMS.make(1, 1));
    }
  }
}
