package dev.millrace.bench.usage;

import java.time.Duration;

/// What `/proc/PID/stat`, or `/proc/PID/task/TID/stat`, says of a process or of a thread.
///
/// @param name as the kernel keeps it, at most 15 bytes
/// @param time of the processor that it has used, its own and the kernel's for it
record ProcStat(String name, Duration time) {

  /// Linux counts in hundredths of a second here, whatever its own clock is.
  private static final long TICK_MILLIS = 10;

  private static final int USER = 11;
  private static final int SYSTEM = 12;

  /// The name is in parentheses and may hold blanks and parentheses itself; what follows the last
  /// one are words, of which the twelfth and the thirteenth are `utime` and `stime`.
  ///
  /// @throws IllegalArgumentException when it is no such line
  static ProcStat parse(String line) {
    int begin = line.indexOf('(');
    int end = line.lastIndexOf(')');
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException("no line of /proc: " + line);
    }
    var words = line.substring(end + 1).strip().split(" ", -1);
    if (words.length <= SYSTEM) {
      throw new IllegalArgumentException("no line of /proc: " + line);
    }
    long ticks = Long.parseLong(words[USER]) + Long.parseLong(words[SYSTEM]);
    return new ProcStat(line.substring(begin + 1, end), Duration.ofMillis(ticks * TICK_MILLIS));
  }
}
