package dev.millrace.jobs;

import dev.millrace.executor.testkit.database.JobDatabase;
import dev.millrace.jobs.recalc.RecalcConfiguration;
import dev.millrace.testinfra.Infra;

/// A fresh database with the executor's tables, and ways to fill it.
public final class MonsterDatabase extends JobDatabase {

  public MonsterDatabase(Infra infra) {
    super(infra.newDatabase("jobs").dataSource(), RecalcConfiguration.TABLES);
  }

  /// Adds monsters with four skills each, without any Java in between: ids run on without a gap.
  public void generate(int monsters) {
    sql()
        .sql(
            """
            with added as (
              insert into millrace_recalc.monster (name, element, base_offense, base_survive, base_control,
                base_tempo, base_pp)
              select 'generated-' || i + (select count(*) from millrace_recalc.monster), (array['fire', 'water', 'grass'])[1 + i % 3],
                20 + i * 7 % 150, 20 + i * 11 % 150, 20 + i * 13 % 150, 20 + i * 17 % 150,
                20 + i * 19 % 150
              from generate_series(1, ?) i returning id)
            insert into millrace_recalc.skill (monster_id, position, name, kind, power, description)
            select id, p, 'skill ' || p, 'attack', id * p % 120,
              (array['Burns the foe for three turns and lowers attack.',
                'Heals half of the lost health.', '使对手中毒，并降低速度。',
                'Strikes first and stuns.', 'A plain blow.', '获得护盾，回复生命。',
                'Raises speed until the end of the battle.'])[1 + (id * 3 + p * 5) % 7]
            from added, generate_series(0, 3) p
            """)
        .param(monsters)
        .update();
    sql().sql("analyze").update();
  }
}
