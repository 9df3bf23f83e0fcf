package dev.millrace.executor.attempt.thread;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.jspecify.annotations.Nullable;

/// The carriers of this process's virtual threads.
public interface Carriers {

  int count();

  /// Has the scheduler use so many from now on, where the Java machine lets that be changed.
  void use(int count);

  /// Starts a virtual thread that ends at once.
  ///
  /// @return whether it has run
  BooleanSupplier probe();

  /// Those of the JDK.
  final class OfJdk implements Carriers {

    private final @Nullable VirtualThreadSchedulerMXBean scheduler =
        ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);

    @Override
    public int count() {
      return scheduler == null
          ? Runtime.getRuntime().availableProcessors()
          : scheduler.getParallelism();
    }

    @Override
    public void use(int count) {
      if (scheduler != null) {
        scheduler.setParallelism(count);
      }
    }

    /// The scheduler makes a carrier when something comes into an empty queue, and each thread that
    /// is no carrier has a queue of its own: hence a new one.
    @Override
    public BooleanSupplier probe() {
      CountDownLatch ran = new CountDownLatch(1);
      Thread.ofPlatform()
          .daemon()
          .name("millrace-probe")
          .start(() -> Thread.ofVirtual().name("millrace-probe").start(ran::countDown));
      return () -> ran.getCount() == 0;
    }
  }
}
