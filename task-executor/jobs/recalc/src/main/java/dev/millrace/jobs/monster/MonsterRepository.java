package dev.millrace.jobs.monster;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/// Reads monsters; every query is a keyset over the id.
interface MonsterRepository extends Repository<MonsterEntity, Long> {

  /// About how many bytes a monster has as JSON.
  String BYTES =
      """
      1500
      + (select coalesce(sum(octet_length(s.name) + octet_length(s.description) + 150), 0)
         from millrace_recalc.skill s where s.monster_id = m.id)
      + (select 100 * count(*) from millrace_recalc.monster_tag mt where mt.monster_id = m.id) as bytes
      """;

  String PLACES =
      "select id, cast(sum(bytes) over (order by id) - bytes as bigint) as ahead from (select m.id, ";

  /// A monster of a page.
  interface Place {
    long getId();

    /// About how many bytes the page has before it.
    long getAhead();
  }

  @Query(
      nativeQuery = true,
      value =
          PLACES
              + BYTES
              + "from millrace_recalc.monster m where m.id > :after order by m.id limit :most) looked order by id")
  List<Place> placesAfter(long after, int most);

  @Query(
      nativeQuery = true,
      value =
          PLACES
              + BYTES
              + """
              from millrace_recalc.monster_tag of_tag join millrace_recalc.monster m on m.id = of_tag.monster_id
              where of_tag.tag_id = (select id from millrace_recalc.tag where name = :tag)
                and of_tag.monster_id > :after
              order by m.id limit :most) looked order by id
              """)
  List<Place> placesWithTagAfter(String tag, long after, int most);

  @Query("select m from MonsterEntity m where m.id in :ids order by m.id")
  List<MonsterEntity> byIds(List<Long> ids);

  @Query("select m from MonsterEntity m where m.id = :id")
  Optional<MonsterEntity> byId(long id);
}
