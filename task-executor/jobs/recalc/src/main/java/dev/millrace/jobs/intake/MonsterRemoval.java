package dev.millrace.jobs.intake;

import dev.millrace.jobs.recalc.formula.TagRules;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/// Removes a monster with its skills, and the tags that no monster has any more.
///
/// A tag has no foreign key. So nobody else adds tags while it is found out whether one is still in
/// use: the lock waits for the transactions that do, and they wait for this one. The tags of the
/// rules stay, since a recalculation reads their ids once for all of its rows.
final class MonsterRemoval {

  private final JdbcClient database;
  private final TransactionOperations transactions;

  MonsterRemoval(JdbcClient database, TransactionOperations transactions) {
    this.database = database;
    this.transactions = transactions;
  }

  /// Returns whether there was such a monster.
  boolean remove(long id) {
    return Boolean.TRUE.equals(transactions.execute(_ -> removeInTransaction(id)));
  }

  private boolean removeInTransaction(long id) {
    if (database.sql("delete from millrace_recalc.monster where id = ?").param(id).update() == 0) {
      return false;
    }
    database.sql("lock table millrace_recalc.tag in share row exclusive mode").update();
    Integer[] tags =
        database
            .sql("delete from millrace_recalc.monster_tag where monster_id = ? returning tag_id")
            .param(id)
            .query(Integer.class)
            .list()
            .toArray(Integer[]::new);
    database
        .sql(
            """
            delete from millrace_recalc.tag t where t.id = any (?) and t.name <> all (?)
              and not exists (select from millrace_recalc.monster_tag m where m.tag_id = t.id)
            """)
        .param(tags)
        .param(TagRules.all().toArray(String[]::new))
        .update();
    return true;
  }
}
