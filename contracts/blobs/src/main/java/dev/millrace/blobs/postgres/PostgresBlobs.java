package dev.millrace.blobs.postgres;

import dev.millrace.blobs.Blob;
import dev.millrace.blobs.BlobContent;
import dev.millrace.blobs.BlobMissing;
import dev.millrace.blobs.BlobName;
import dev.millrace.blobs.BlobSum;
import dev.millrace.blobs.Blobs;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.UserId;
import java.io.IOException;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Keeps blobs as rows of chunks. Each chunk is a transaction of its own: a client that sends
/// slowly holds no transaction open, which would keep the whole server from vacuuming.
///
/// A crash leaves a row without a size, whose chunks go with it.
public final class PostgresBlobs implements Blobs {

  static final int CHUNK = 256 * 1024;
  private static final int PAGE = 1_000;

  private final JdbcClient database;

  public PostgresBlobs(DataSource database) {
    this.database = JdbcClient.create(database);
  }

  @Override
  public BlobSum put(BlobName name, UserId owner, String kind, InputStream content, long limit)
      throws IOException {
    var intake = new BlobContent(content, limit);
    delete(name);
    reach(() ->
        database
            .sql("insert into millrace_blobs.blob (task_id, part, owner, kind) values (?, ?, ?, ?)")
            .params(name.task().value(), name.part(), owner.value(), kind)
            .update());
    try {
      int number = 0;
      for (byte[] chunk = intake.next(CHUNK); chunk != null; chunk = intake.next(CHUNK)) {
        write(name, number++, chunk);
      }
      BlobSum sum = intake.sum();
      finish(name, sum.bytes());
      return sum;
    } catch (IOException | RuntimeException e) {
      deleteAfter(e, name);
      throw e;
    }
  }

  private void write(BlobName name, int number, byte[] chunk) throws IOException {
    reach(() ->
        database
            .sql(
                "insert into millrace_blobs.blob_chunk (task_id, part, number, content) values (?, ?, ?, ?)")
            .params(name.task().value(), name.part(), number, chunk)
            .update());
  }

  private void finish(BlobName name, long bytes) throws IOException {
    int finished =
        reach(() ->
            database
                .sql(
                    """
                    update millrace_blobs.blob set bytes = ?, created_at = now()
                    where task_id = ? and part = ? and bytes is null
                    """)
                .params(bytes, name.task().value(), name.part())
                .update());
    if (finished != 1) {
      throw new IOException("the blob " + name + " was deleted while it was being written");
    }
  }

  private void deleteAfter(Exception failure, BlobName name) {
    try {
      delete(name);
    } catch (IOException e) {
      // It has no size, so nobody sees it, and forgetUnfinished deletes it.
      failure.addSuppressed(e);
    }
  }

  @Override
  public Optional<Blob> find(BlobName name) throws IOException {
    return reach(() ->
        database
            .sql(
                """
                select owner, kind, bytes from millrace_blobs.blob
                where task_id = ? and part = ? and bytes is not null
                """)
            .params(name.task().value(), name.part())
            .query((row, _) ->
                new Blob(
                    name,
                    new UserId(row.getString("owner")),
                    row.getString("kind"),
                    row.getLong("bytes")))
            .optional());
  }

  @Override
  public InputStream open(BlobName name) throws IOException {
    Blob blob = find(name).orElseThrow(() -> new BlobMissing(name));
    return new ChunkedInput(blob.bytes(), number -> chunk(name, number));
  }

  private byte[] chunk(BlobName name, int number) throws IOException {
    return reach(() ->
            database
                .sql(
                    """
                    select content from millrace_blobs.blob_chunk
                    where task_id = ? and part = ? and number = ?
                    """)
                .params(name.task().value(), name.part(), number)
                .query((row, _) -> row.getBytes("content"))
                .optional())
        .orElseThrow(() -> new BlobMissing(name));
  }

  @Override
  public void delete(BlobName name) throws IOException {
    reach(() ->
        database
            .sql("delete from millrace_blobs.blob where task_id = ? and part = ?")
            .params(name.task().value(), name.part())
            .update());
  }

  @Override
  public Page page(Instant before, @Nullable BlobName after) throws IOException {
    UUID task = after == null ? new UUID(0, 0) : after.task().value();
    String part = after == null ? "" : after.part();
    List<BlobName> names =
        reach(() ->
            database
                .sql(
                    """
                    select task_id, part from millrace_blobs.blob
                    where (task_id, part) > (?, ?) and created_at < ? and bytes is not null
                    order by task_id, part limit ?
                    """)
                .params(task, part, Timestamp.from(before), PAGE)
                .query((row, _) -> name(row))
                .list());
    return new Page(names, names.size() < PAGE ? null : names.getLast());
  }

  @Override
  public void forgetUnfinished(Instant before) throws IOException {
    reach(() ->
        database
            .sql("delete from millrace_blobs.blob where bytes is null and created_at < ?")
            .param(Timestamp.from(before))
            .update());
  }

  private static BlobName name(ResultSet row) throws SQLException {
    return new BlobName(new TaskId(row.getObject("task_id", UUID.class)), row.getString("part"));
  }

  private static <T> T reach(Supplier<T> call) throws IOException {
    try {
      return call.get();
    } catch (DataAccessException e) {
      throw new IOException("the database of blobs does not do it: " + e.getMessage(), e);
    }
  }
}
