package dev.millrace.jobs.monster;

import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/// Reads monsters; every query is a keyset over the id.
interface MonsterRepository extends Repository<MonsterEntity, Long> {

  @Query("select m from MonsterEntity m where m.id > :after order by m.id")
  List<MonsterEntity> pageAfter(long after, Limit limit);

  @Query(
      """
      select m from MonsterEntity m join m.tags t
      where t.tag.name = :tag and m.id > :after order by m.id
      """)
  List<MonsterEntity> pageWithTagAfter(String tag, long after, Limit limit);

  @Query("select m from MonsterEntity m where m.id = :id")
  Optional<MonsterEntity> byId(long id);
}
