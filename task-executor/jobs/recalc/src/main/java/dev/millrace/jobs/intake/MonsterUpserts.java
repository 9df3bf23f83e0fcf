package dev.millrace.jobs.intake;

import dev.millrace.jobs.intake.line.IncomingMonster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.transaction.support.TransactionOperations;

/// Writes a batch of monsters by name, a transaction each.
///
/// Skills are replaced, tags are added, and the version rises by one where anything changed; a line
/// that says what is there already changes nothing. Rows are locked before they are compared, so a
/// recalculation that read them earlier finds another version and reads again.
final class MonsterUpserts {

  private static final int TRIES = 5;

  private final MonsterRows rows;
  private final SkillAndTagRows attached;
  private final StoreLimits limits;
  private final TransactionOperations transactions;

  MonsterUpserts(
      MonsterRows rows,
      SkillAndTagRows attached,
      StoreLimits limits,
      TransactionOperations transactions) {
    this.rows = rows;
    this.attached = attached;
    this.limits = limits;
    this.transactions = transactions;
  }

  /// @param batch monsters by name
  /// @param there how many monsters there were before it
  /// @throws dev.millrace.http.problem.ProblemException when there would be too many rows or tags
  UpsertCount upsert(Map<String, IncomingMonster> batch, long there) {
    // Everybody inserts in the same order, so that two batches wait for each other in turn.
    Map<String, IncomingMonster> ordered = new TreeMap<>(batch);
    for (int attempt = 1; ; attempt++) {
      try {
        return transactions.execute(_ -> apply(ordered, there));
      } catch (PessimisticLockingFailureException e) {
        if (attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  private UpsertCount apply(Map<String, IncomingMonster> batch, long there) {
    Map<Long, IncomingMonster> newSkills = new HashMap<>();
    Map<Long, IncomingMonster> newTags = new HashMap<>();
    Map<String, Long> created = rows.create(batch.values());
    limits.requireRoomForMonsters(there + created.size());
    created.forEach((name, id) -> {
      IncomingMonster line = line(batch, name);
      newSkills.put(id, line);
      newTags.put(id, line);
    });
    List<String> others =
        batch.keySet().stream().filter(name -> !created.containsKey(name)).toList();
    Map<Long, IncomingMonster> changed = new TreeMap<>();
    List<Long> replaced = new ArrayList<>();
    Map<String, StoredMonster> known = attached.fill(rows.lock(others));
    StoreLimits.requireFewTags(batch, known);
    known.forEach((name, stored) -> {
      IncomingMonster line = line(batch, name);
      if (stored.wouldChange(line)) {
        changed.put(stored.id(), line);
        newTags.put(stored.id(), line);
      }
      if (stored.hasOtherSkills(line)) {
        newSkills.put(stored.id(), line);
        replaced.add(stored.id());
      }
    });
    rows.update(changed);
    attached.removeSkills(replaced);
    attached.addSkills(newSkills);
    if (attached.addTags(newTags)) {
      limits.requireRoomForTags();
    }
    return new UpsertCount(
        created.size(), changed.size(), batch.size() - created.size() - changed.size());
  }

  private static IncomingMonster line(Map<String, IncomingMonster> batch, String name) {
    IncomingMonster line = batch.get(name);
    if (line == null) {
      throw new IllegalStateException("the database answered with the name " + name);
    }
    return line;
  }
}
