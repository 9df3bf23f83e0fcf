package dev.millrace.jobs.graph.extract;

/// A name in a sentence.
///
/// @param start of the name in the sentence
record Found(String name, String kind, int start) {

  int end() {
    return start + name.length();
  }
}
