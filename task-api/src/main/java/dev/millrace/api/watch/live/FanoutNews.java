package dev.millrace.api.watch.live;

import dev.millrace.api.query.TaskNews;
import dev.millrace.api.watch.log.LogEntry;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;

/// News of single tasks, for those who then look at the task themselves.
public final class FanoutNews implements TaskNews {

  private final Fanout fanout;

  public FanoutNews(Fanout fanout) {
    this.fanout = fanout;
  }

  @Override
  public long newest(UUID task) {
    return fanout.newest(task);
  }

  @Override
  public Subscription subscribe(UUID task, LongConsumer heard) {
    var listener = new NewsListener(new EventFilter.OneTask(task), heard);
    fanout.enter();
    fanout.joinSoon(listener);
    var left = new AtomicBoolean();
    return () -> {
      if (left.compareAndSet(false, true)) {
        fanout.leave(listener);
      }
    };
  }

  private final class NewsListener implements Listener {
    private final EventFilter filter;
    private final LongConsumer heard;

    NewsListener(EventFilter filter, LongConsumer heard) {
      this.filter = filter;
      this.heard = heard;
    }

    @Override
    public EventFilter filter() {
      return filter;
    }

    @Override
    public boolean hear(LogEntry entry, String position) {
      heard.accept(entry.sequence());
      return true;
    }

    @Override
    public void joined(String position, long newest) {
      heard.accept(newest);
    }

    /// What is missed meanwhile is said at the next begin.
    @Override
    public void cutOff() {
      fanout.joinSoon(this);
    }
  }
}
