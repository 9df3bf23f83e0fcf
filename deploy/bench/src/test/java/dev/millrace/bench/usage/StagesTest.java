package dev.millrace.bench.usage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StagesTest {

  @ParameterizedTest
  @CsvSource({
    "ForkJoinPool-1-, HTTP and handlers",
    "task-api-commit, commits",
    "relay-wal-millr, relays",
    "debezium-postgr, relays",
    "kafka-producer-, relays",
    "data-plane-kafk, broker",
    "kafka-0-metadat, broker",
    "kafka-coordinat, others",
    "millrace-work-s, claims",
    "consumer_backgr, claims",
    "millrace-outcom, outcomes",
    "millrace-projec, fold",
    "millrace-api-0-, endings",
    "task-api-live, streams",
    "C2 CompilerThre, compiler",
    "GC Thread#1, collector",
    "Signal Dispatch, others"
  })
  void threadBelongsToAStageByItsName(String thread, String stage) {
    assertThat(JavaStages.of(thread)).isEqualTo(stage);
  }

  @ParameterizedTest
  @CsvSource({
    "'postgres: millrace_api millrace_api 127.0.0.1(39268) idle', front door",
    "'postgres: millrace_executor millrace_executor 127.0.0.1(36974) COMMIT', executor",
    "'postgres: millrace_projection millrace_projection 127.0.0.1(1) INSERT', projection",
    "'postgres: millrace_projection_owner millrace_projection 127.0.0.1(1) idle', projection",
    "'postgres: millrace_reader millrace_projection 127.0.0.1(39422) SELECT', reads",
    "'postgres: walsender millrace_api_relay millrace_api 127.0.0.1(1) START_REPLICATION', relays",
    "'postgres: millrace_api_relay millrace_api 127.0.0.1(39258) idle', relays",
    "'postgres: checkpointer ', upkeep",
    "'postgres: background writer ', upkeep",
    "'postgres: walwriter ', upkeep",
    "'postgres: autovacuum worker millrace_executor', upkeep",
    "'postgres: io worker 0', upkeep",
    "'postgres: postgres postgres 127.0.0.1(1) idle', others",
    "'postgres: logger ', others",
    "'postgres:', others",
    "'/usr/bin/postgres -D /data -p 5432', others"
  })
  void serverProcessBelongsToAStageByItsTitle(String title, String stage) {
    assertThat(PostgresStages.of(title)).isEqualTo(stage);
  }
}
