package dev.millrace.bench.child;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.bench.floor.InsertFloor;
import dev.millrace.bench.floor.KafkaFloor;
import dev.millrace.bench.load.Profile;
import dev.millrace.bench.load.Target;
import dev.millrace.bench.peer.DbSchedulerPeer;
import dev.millrace.bench.peer.JobRunrPeer;
import dev.millrace.bench.peer.Ledger;
import dev.millrace.bench.peer.PeerSetup;
import dev.millrace.bench.peer.QuartzPeer;
import dev.millrace.bench.peer.SleepingBody;
import dev.millrace.embedded.kafka.EmbeddedKafka;
import dev.millrace.embedded.kafka.EmbeddedKafkaSettings;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The systems that a child can run, by the name they have in the report.
public enum ChildSystem {
  DB_SCHEDULER("db-scheduler", "scheduled_tasks") {
    @Override
    Target open(ChildSettings settings, Profile profile) throws Exception {
      return new DbSchedulerPeer(setup(settings, profile, FRESH_PLANS));
    }
  },
  JOBRUNR("jobrunr", "jobrunr_jobs") {
    @Override
    Target open(ChildSettings settings, Profile profile) throws Exception {
      return new JobRunrPeer(setup(settings, profile, null));
    }
  },
  QUARTZ("quartz", "qrtz_job_details", "qrtz_triggers") {
    @Override
    Target open(ChildSettings settings, Profile profile) throws Exception {
      return new QuartzPeer(setup(settings, profile, null));
    }
  },
  KAFKA_FLOOR("kafka-floor") {
    @Override
    Target open(ChildSettings settings, Profile profile) throws Exception {
      return new KafkaFloor(
          EmbeddedKafka.start(new EmbeddedKafkaSettings(settings.folder().resolve("kafka"), 0)));
    }
  },
  INSERT_FLOOR("insert-floor", "floor") {
    @Override
    Target open(ChildSettings settings, Profile profile) throws Exception {
      return new InsertFloor(pool(settings, null));
    }
  };

  /// A plan made while the table was empty would be kept, and go through all of it in search of a
  /// few rows once it is full.
  private static final String FRESH_PLANS = "set plan_cache_mode = force_custom_plan";

  /// As many connections as the clients of the single-call workload, so that none of them waits.
  public static final int CONNECTIONS = 70;

  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // List.of makes what nobody changes.
  private final List<String> tables;

  ChildSystem(String label, String... tables) {
    this.label = label;
    this.tables = List.of(tables);
  }

  public String label() {
    return label;
  }

  /// Those that have rows for each task.
  public List<String> tables() {
    return tables;
  }

  abstract Target open(ChildSettings settings, Profile profile) throws Exception;

  private static PeerSetup setup(
      ChildSettings settings, Profile profile, @Nullable String firstStatement)
      throws SQLException {
    var pool = pool(settings, firstStatement);
    if (profile != Profile.RECOVERY) {
      return new PeerSetup(profile, pool, new SleepingBody());
    }
    var ledger = new Ledger(pool);
    ledger.createTable();
    return new PeerSetup(profile, pool, ledger);
  }

  /// @param firstStatement of every session; null for none
  private static HikariDataSource pool(ChildSettings settings, @Nullable String firstStatement) {
    var config = new HikariConfig();
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setConnectionInitSql(firstStatement);
    return new HikariDataSource(config);
  }
}
