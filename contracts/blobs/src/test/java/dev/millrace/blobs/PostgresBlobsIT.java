package dev.millrace.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.blobs.postgres.BlobAddress;
import dev.millrace.blobs.postgres.BlobDatabase;
import dev.millrace.events.task.TaskId;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@MillraceInfra
class PostgresBlobsIT extends BlobsContract {

  private static TestDatabase neighbour;
  private static BlobDatabase database;

  @BeforeAll
  static void open(Infra infra) {
    neighbour = infra.newDatabase("neighbour");
    database = open();
  }

  private static BlobDatabase open() {
    var user = new BlobDatabase.Login(neighbour.username(), neighbour.password());
    return BlobDatabase.open(
        BlobAddress.beside(neighbour.jdbcUrl()), user, user, neighbour.jdbcUrl());
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Override
  Blobs blobs() {
    return database.blobs();
  }

  @Test
  void databaseThatIsThereIsTakenAsItIs() {
    try (BlobDatabase again = open()) {
      assertThat(again.blobs()).isNotNull();
    }
  }

  @Test
  void whatACrashLeftIsNotSeenAndIsForgotten() throws Exception {
    UUID task = UUID.randomUUID();
    BlobName name = BlobName.upload(new TaskId(task));
    client()
        .sql(
            "insert into millrace_blobs.blob (task_id, part, owner, kind) values (?, 'upload', 'alice', 'pdf')")
        .param(task)
        .update();
    client()
        .sql("insert into millrace_blobs.blob_chunk values (?, 'upload', 0, '\\x00')")
        .param(task)
        .update();

    assertThat(blobs().find(name)).isEmpty();
    assertThat(all(Instant.now().plusSeconds(60))).doesNotContain(name);
    blobs().forgetUnfinished(Instant.now().minusSeconds(60));
    assertThat(chunks(task)).isOne();
    blobs().forgetUnfinished(Instant.now().plusSeconds(60));
    assertThat(chunks(task)).isZero();
  }

  @Test
  void blobThatIsDeletedWhileItIsReadFailsInsteadOfEnding() throws Exception {
    BlobName name = BlobName.upload(new TaskId(UUID.randomUUID()));
    byte[] content = new byte[600 * 1024];
    blobs().put(name, ALICE, "pdf", new ByteArrayInputStream(content), content.length);

    try (InputStream stored = blobs().open(name)) {
      stored.readNBytes(1);
      blobs().delete(name);
      assertThatThrownBy(stored::readAllBytes).isInstanceOf(IOException.class);
    }
  }

  private static int chunks(UUID task) {
    return client()
        .sql("select count(*) from millrace_blobs.blob_chunk where task_id = ?")
        .param(task)
        .query(Integer.class)
        .single();
  }

  private static JdbcClient client() {
    var source = new PGSimpleDataSource();
    source.setUrl(BlobAddress.beside(neighbour.jdbcUrl()));
    source.setUser(neighbour.username());
    source.setPassword(neighbour.password());
    return JdbcClient.create(source);
  }
}
