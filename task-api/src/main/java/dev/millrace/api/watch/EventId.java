package dev.millrace.api.watch;

/// The `id:` of an event, which comes back as `Last-Event-ID`: where the stream was, and, on the
/// stream of one task, the sequence of the newest fact that was told. The sequence makes a fact
/// that the log holds twice be told once, even when the stream was broken off in between.
///
/// @param sequence -1 where nothing was told, and on the stream of many tasks
record EventId(LogPosition position, long sequence) {

  private static final int LONGEST = 8_000;

  static String write(String position, long sequence) {
    return sequence < 0 ? position : position + "." + sequence;
  }

  /// Reads what [#write] wrote.
  ///
  /// @throws IllegalArgumentException when it was given out by no stream
  static EventId read(String text) {
    try {
      int dot = text.indexOf('.');
      if (text.length() <= LONGEST) {
        return new EventId(
            LogPosition.decode(dot < 0 ? text : text.substring(0, dot)),
            dot < 0 ? -1 : Long.parseLong(text.substring(dot + 1)));
      }
    } catch (IllegalArgumentException e) {
      // Said below; what is wrong with it is nothing that a client could mend.
    }
    throw new IllegalArgumentException("this is no id that a stream gave out; begin without one");
  }
}
