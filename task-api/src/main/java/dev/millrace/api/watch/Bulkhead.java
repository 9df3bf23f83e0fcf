package dev.millrace.api.watch;

import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemException;
import dev.millrace.http.problem.ProblemType;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/// How many requests may look up a task at once in order to watch it.
///
/// Such a request waits for the database, and is a hundred times as large as the idle stream that
/// comes of it. After a restart all clients come again at once: those that do not fit are refused
/// before they wait, instead of filling the heap.
final class Bulkhead {

  private static final Duration SOON = Duration.ofSeconds(1);

  private final Semaphore room;

  /// @param width how many are let in at once
  Bulkhead(int width) {
    room = new Semaphore(width);
  }

  /// What is done inside.
  interface LookUp {
    void run() throws IOException;
  }

  /// Does this if there is room.
  ///
  /// @throws ProblemException when there is none
  void pass(LookUp lookUp) throws IOException {
    if (!room.tryAcquire()) {
      throw Problem.of(ProblemType.OVERLOADED, "Too many streams are being opened at this moment")
          .retryAfter(SOON)
          .asException();
    }
    try {
      lookUp.run();
    } finally {
      room.release();
    }
  }
}
