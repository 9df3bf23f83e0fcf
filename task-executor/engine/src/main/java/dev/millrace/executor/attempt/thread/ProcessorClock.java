package dev.millrace.executor.attempt.thread;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/// The machine's time, and what threads use of it.
final class ProcessorClock implements ComputingTurns.Clock {

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final boolean knowsUse = threads.isThreadCpuTimeSupported();

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public long used(Thread thread) {
    return knowsUse ? threads.getThreadCpuTime(thread.threadId()) : -1;
  }
}
