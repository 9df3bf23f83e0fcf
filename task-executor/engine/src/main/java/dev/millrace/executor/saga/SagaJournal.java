package dev.millrace.executor.saga;

/// Where one run of a saga commits.
@FunctionalInterface
public interface SagaJournal {

  /// Commits writes, where the saga stands after them, and the fact that says so; or none of them.
  ///
  /// @throws Exception whatever `work` throws, or what ends this run: then it is open whether the
  ///   commit counts, and only the journal knows
  void commit(SagaWork work) throws Exception;
}
