package dev.millrace.bench.load;

/// One of many calls, by its number from 0.
public interface Call {
  void make(int number) throws Exception;
}
