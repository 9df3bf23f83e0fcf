package dev.millrace.bench.peer;

import dev.millrace.bench.load.Profile;
import java.util.Properties;

/// Quartz's properties.
///
/// Batches as large as the pool, which its documentation allows with a lock around them; clustered,
/// because a store that several processes share is what is compared.
final class QuartzSettings {

  static final String NAME = "bench";

  private QuartzSettings() {}

  static Properties of(Profile profile) {
    var threads =
        switch (profile) {
          case THROUGHPUT, GROWTH, FLEET, COLD, IDLE, STEADY, RECOVERY -> "50";
          case SLEEPERS -> "5000";
        };
    var properties = new Properties();
    properties.put("org.quartz.scheduler.instanceName", NAME);
    properties.put("org.quartz.scheduler.instanceId", "AUTO");
    properties.put("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", threads);
    properties.put("org.quartz.scheduler.idleWaitTime", "1000");
    properties.put("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
    properties.put("org.quartz.threadPool.threadCount", threads);
    properties.put("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
    properties.put(
        "org.quartz.jobStore.driverDelegateClass",
        "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
    properties.put("org.quartz.jobStore.dataSource", NAME);
    properties.put("org.quartz.jobStore.useProperties", "true");
    properties.put("org.quartz.jobStore.acquireTriggersWithinLock", "true");
    properties.put("org.quartz.jobStore.isClustered", "true");
    properties.put("org.quartz.jobStore.clusterCheckinInterval", "1000");
    return properties;
  }
}
