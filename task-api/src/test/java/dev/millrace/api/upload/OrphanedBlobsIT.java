package dev.millrace.api.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.blobs.BlobName;
import dev.millrace.blobs.memory.InMemoryBlobs;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.UserId;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Blobs live as long as their tasks.
@MillraceInfra
class OrphanedBlobsIT {

  private static final Duration AFTER = Duration.ofHours(1);

  private final Infra infra;
  private final InMemoryBlobs blobs = new InMemoryBlobs();
  private JdbcClient database;

  OrphanedBlobsIT(Infra infra) {
    this.infra = infra;
  }

  @BeforeEach
  void open() {
    var source = infra.newDatabase("orphans").dataSource();
    Flyway.configure().dataSource(source).locations("classpath:db/api").load().migrate();
    database = JdbcClient.create(source);
  }

  @Test
  void blobsGoWithTheirTaskAndNotBefore() throws Exception {
    TaskId living = task();
    TaskId expired = task();
    BlobName kept = put(BlobName.upload(living));
    BlobName result = put(BlobName.result(living, 3));
    BlobName gone = put(BlobName.upload(expired));
    BlobName given = put(BlobName.parameters(living));
    BlobName forgotten = put(BlobName.parameters(expired));
    database.sql("delete from request where task_id = ?").param(expired.value()).update();

    sweepAfter(AFTER.plusMinutes(1));

    assertThat(blobs.find(kept)).isPresent();
    assertThat(blobs.find(result)).isPresent();
    assertThat(blobs.find(gone)).isEmpty();
    assertThat(blobs.find(given)).isPresent();
    assertThat(blobs.find(forgotten)).isEmpty();
  }

  @Test
  void blobWhoseTaskMayStillBeCommittedIsLeftAlone() throws Exception {
    BlobName young = put(BlobName.upload(new TaskId(UUID.randomUUID())));

    sweepAfter(AFTER.minusMinutes(1));
    assertThat(blobs.find(young)).isPresent();

    sweepAfter(AFTER.plusMinutes(1));
    assertThat(blobs.find(young)).isEmpty();
  }

  private void sweepAfter(Duration time) {
    new OrphanedBlobs(blobs, database, AFTER, Clock.offset(Clock.systemUTC(), time)).sweep();
  }

  private BlobName put(BlobName name) throws IOException {
    blobs.put(name, new UserId("alice"), "pdf", new ByteArrayInputStream(new byte[1]), 1);
    return name;
  }

  private TaskId task() {
    UUID id = UUID.randomUUID();
    database
        .sql(
            """
            insert into request (task_id, user_id, type, priority, parameters, max_retries,
                                 retention_ms, created_at)
            values (?, 'alice', 'analysis', 'normal', '{}', 3, 1000, now())
            """)
        .param(id)
        .update();
    return new TaskId(id);
  }
}
