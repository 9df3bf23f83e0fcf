package dev.millrace.api.submit.commit;

import dev.millrace.api.submit.commit.GroupCommit.Waiting;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What waits to be committed, in the order it came, bounded by rows and bytes.
final class SubmissionQueue {

  private final GroupCommitSettings settings;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private int rows;
  private long bytes;
  private boolean closed;

  SubmissionQueue(GroupCommitSettings settings) {
    this.settings = settings;
  }

  /// Adds a request; an empty queue takes one of any size.
  ///
  /// @return false when the queue is full or closed
  boolean offer(Waiting one) {
    long weight = one.weight();
    lock.lock();
    try {
      if (closed || (!waiting.isEmpty() && wouldOverflow(one.rows(), weight))) {
        return false;
      }
      waiting.add(one);
      rows += one.rows();
      bytes += weight;
      filled.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Waits for something and takes the longest run of requests that fits a group.
  ///
  /// @return empty when the queue is closed and nothing is left
  List<Waiting> take() {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        filled.awaitUninterruptibly();
      }
      List<Waiting> group = new ArrayList<>();
      int groupRows = 0;
      long groupBytes = 0;
      for (Waiting next = waiting.peek(); next != null; next = waiting.peek()) {
        long weight = next.weight();
        if (!group.isEmpty()
            && (groupRows + next.rows() > settings.groupRows()
                || groupBytes + weight > settings.groupBytes().toBytes())) {
          break;
        }
        group.add(waiting.remove());
        groupRows += next.rows();
        groupBytes += weight;
      }
      rows -= groupRows;
      bytes -= groupBytes;
      return group;
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      filled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean wouldOverflow(int moreRows, long moreBytes) {
    return rows + moreRows > settings.queueRows()
        || bytes + moreBytes > settings.queueBytes().toBytes();
  }
}
