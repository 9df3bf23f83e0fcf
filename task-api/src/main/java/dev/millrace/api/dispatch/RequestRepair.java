package dev.millrace.api.dispatch;

import dev.millrace.api.pause.TypePauses;
import dev.millrace.outbox.Outbox;
import dev.millrace.outbox.relay.slot.LostSlotRepair;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Says TaskRequested again for every request that is not known to have ended, and how types stand.
///
/// Facts said twice are recognised by their sequence, work items by the executor's primary key. Ids
/// rise with time, so the batches go from the oldest to the newest; each is a transaction of its
/// own, and a repair that is cut off begins anew.
final class RequestRepair implements LostSlotRepair {

  private static final Logger LOG = LoggerFactory.getLogger(RequestRepair.class);
  private static final int BATCH = 1_000;
  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final JdbcClient database;
  private final TypePauses types;

  RequestRepair(JdbcClient database, TypePauses types) {
    this.database = database;
    this.types = types;
  }

  @Override
  public Optional<String> repair(String reason) {
    types.sayAgain();
    Outbox outbox = new Outbox(database);
    long said = 0;
    List<StoredRequest> batch = after(BEFORE_ALL);
    while (!batch.isEmpty()) {
      outbox.emit(batch.stream().map(StoredRequest::factLine).toList());
      said += batch.size();
      batch = after(batch.getLast().id().value());
    }
    LOG.warn("Said {} requests again, because {}", said, reason);
    return Optional.empty();
  }

  private List<StoredRequest> after(UUID id) {
    return database
        .sql(
            "select "
                + StoredRequest.COLUMNS
                + " from request where task_id > ?"
                + " and (ended_at is null or status = 'failed' and sequence = 1)"
                + " order by task_id limit "
                + BATCH)
        .param(id)
        .query(StoredRequest::of)
        .list();
  }
}
