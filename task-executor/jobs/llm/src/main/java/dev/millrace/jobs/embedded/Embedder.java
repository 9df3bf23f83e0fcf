package dev.millrace.jobs.embedded;

/// Turns text into vectors whose dot product says how near two meanings are.
public interface Embedder {

  /// A vector of length 1. Blocks while as many texts as configured are being embedded.
  ///
  /// @throws InterruptedException when the thread is interrupted while it waits
  float[] embed(String text) throws InterruptedException;
}
