package dev.millrace.api.watch;

import dev.millrace.api.watch.log.LogPosition;

/// The `id:` of an event, which comes back as `Last-Event-ID`: where the stream was, and, on the
/// stream of one task, the sequence of the newest fact that was sent. With the sequence, a fact
/// that the log holds twice is sent once, even when the stream was broken off in between.
///
/// @param sequence -1 where no fact was sent, and on the stream of many tasks
/// @param ended whether the fact that ends the task was sent: the projection need not be asked then
record EventId(LogPosition position, long sequence, boolean ended) {

  /// What no stream gave out. A stream begins anew with it: were it refused, a browser would come
  /// no more.
  static final EventId UNKNOWN = new EventId(LogPosition.of(0L), -1, false);

  private static final int LONGEST = 8_000;
  private static final String END = ".end";

  static String write(String position, long sequence, boolean ended) {
    return sequence < 0 ? position : position + "." + sequence + (ended ? END : "");
  }

  /// Reads what [#write] wrote; anything else is [#UNKNOWN].
  static EventId read(String text) {
    boolean ended = text.endsWith(END);
    String id = ended ? text.substring(0, text.length() - END.length()) : text;
    int dot = id.indexOf('.');
    try {
      if (text.length() <= LONGEST) {
        return new EventId(
            LogPosition.decode(dot < 0 ? id : id.substring(0, dot)),
            dot < 0 ? -1 : Long.parseLong(id.substring(dot + 1)),
            ended);
      }
    } catch (IllegalArgumentException e) {
      // What is wrong with it is nothing that a client could mend.
    }
    return UNKNOWN;
  }
}
