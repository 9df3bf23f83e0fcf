package dev.millrace.testinfra;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The pair of a whole JVM: started by the first who asks, stopped at its end.
final class SharedInfra implements Infra {

  private static final ReentrantLock STARTING = new ReentrantLock();
  private static @Nullable SharedInfra instance;

  private final Servers servers;
  private final TestTopics topics;

  private SharedInfra(Servers servers) {
    this.servers = servers;
    this.topics = new TestTopics(servers.bootstrapServers());
  }

  static SharedInfra get() {
    STARTING.lock();
    try {
      var infra = instance;
      if (infra == null) {
        infra = new SharedInfra(start());
        instance = infra;
      }
      return infra;
    } finally {
      STARTING.unlock();
    }
  }

  @Override
  public String bootstrapServers() {
    return servers.bootstrapServers();
  }

  @Override
  public TestTopics kafka() {
    return topics;
  }

  @Override
  public TestDatabase newDatabase(String prefix) {
    return TestDatabase.create(servers.database(), prefix);
  }

  private static Servers start() {
    var servers =
        "containers".equals(System.getProperty("infra"))
            ? ContainerServers.start()
            : EmbeddedServers.start();
    Runtime.getRuntime().addShutdownHook(new Thread(servers::close, "millrace-infra-stop"));
    return servers;
  }
}
