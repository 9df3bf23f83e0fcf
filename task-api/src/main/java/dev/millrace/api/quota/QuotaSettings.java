package dev.millrace.api.quota;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// What a user who is no operator may do, over all instances of the service.
///
/// What is unused of one minute adds up to a minute's worth, so it may come at once. Submissions
/// are the exception: whoever comes next waits behind all that came at once.
///
/// @param submissionsPerMinute tasks that a user may submit a minute; a refused call counts as one,
///   and ten refused tasks of a bulk do
/// @param submissionsAtOnce tasks that a user may submit at once to one instance
/// @param bytesPerMinute bytes of a user's bodies a minute, files included
/// @param controlsPerMinute a user's cancels, pauses and resumes a minute; a retry counts as ten
/// @param estimatesPerMinute a user's bulk controls a minute, estimates included
/// @param readsPerMinute a user's reads a minute; every 100 of a list's `offset` count as one more
/// @param activeTasks a user's tasks without a final state
/// @param storedBytes bytes of a user's parameters and files, from 4 KB a task on, until their
///   tasks are deleted
/// @param recount how long a count of active tasks and stored bytes is used
@ConfigurationProperties("millrace.api.quota")
record QuotaSettings(
    @DefaultValue("30000") long submissionsPerMinute,
    @DefaultValue("1000") long submissionsAtOnce,
    @DefaultValue("2GB") DataSize bytesPerMinute,
    @DefaultValue("6000") long controlsPerMinute,
    @DefaultValue("300") long estimatesPerMinute,
    @DefaultValue("60000") long readsPerMinute,
    @DefaultValue("100000") long activeTasks,
    @DefaultValue("20GB") DataSize storedBytes,
    @DefaultValue("10s") Duration recount) {

  QuotaSettings {
    require(submissionsPerMinute >= 1, "submissions-per-minute", "at least 1");
    require(submissionsAtOnce >= 1, "submissions-at-once", "at least 1");
    require(bytesPerMinute.toBytes() >= 1, "bytes-per-minute", "at least 1B");
    require(controlsPerMinute >= 10, "controls-per-minute", "at least 10");
    require(estimatesPerMinute >= 1, "estimates-per-minute", "at least 1");
    require(
        readsPerMinute >= 101, "reads-per-minute", "at least 101, which a far offset counts as");
    require(activeTasks >= 1, "active-tasks", "at least 1");
    require(storedBytes.toBytes() >= 1, "stored-bytes", "at least 1B");
    require(recount.isPositive(), "recount", "positive");
  }

  private static void require(boolean good, String name, String right) {
    if (!good) {
      throw new IllegalArgumentException("millrace.api.quota." + name + " must be " + right);
    }
  }
}
