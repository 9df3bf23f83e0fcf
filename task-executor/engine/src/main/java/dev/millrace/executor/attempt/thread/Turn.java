package dev.millrace.executor.attempt.thread;

/// An attempt's turn to use a core. Used by the handler's threads, but for [#giveAway].
public interface Turn {

  /// Of a handler that waits: it needs none.
  Turn NOT_NEEDED =
      new Turn() {
        @Override
        public void take() {}

        @Override
        public void pass() {}

        @Override
        public void putDown() {}

        @Override
        public void pickUp() {}

        @Override
        public void giveAway() {}
      };

  /// Waits for a turn, in the order in which others asked.
  void take() throws InterruptedException;

  /// Lets others have the turn for a while where they wait for it, and returns with it.
  void pass();

  /// Leaves the turn to others, before the handler waits for something.
  void putDown();

  /// Takes the turn again. A handler that is interrupted goes on without: it is to end.
  void pickUp();

  /// Leaves the turn to others although the handler goes on: nobody counts on its end any more.
  void giveAway();
}
