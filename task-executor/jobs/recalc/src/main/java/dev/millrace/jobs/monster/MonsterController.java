package dev.millrace.jobs.monster;

import dev.millrace.events.stored.Json;
import dev.millrace.http.answer.JsonAnswer;
import dev.millrace.http.input.PageCursor;
import dev.millrace.http.input.Query;
import dev.millrace.http.input.Values;
import dev.millrace.http.problem.Problem;
import dev.millrace.jobs.monster.MonsterRepository.Place;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Function;
import org.springframework.http.MediaType;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// `GET /api/monsters` and `GET /api/monsters/{id}`: three or four statements, however long the
/// page. A page ends by bytes, too: what does not fit is not even read.
@RestController
@RequestMapping(path = "/api/monsters", produces = MediaType.APPLICATION_JSON_VALUE)
@Transactional(readOnly = true)
class MonsterController {

  /// After so many bytes a page ends, beside the monster that goes beyond them.
  private static final long PAGE_BYTES = 512 << 10;

  private static final int STANDARD_PAGE = 50;

  private final MonsterRepository monsters;

  MonsterController(MonsterRepository monsters) {
    this.monsters = monsters;
  }

  @GetMapping("/{id}")
  MonsterView one(@PathVariable long id, HttpServletRequest request) {
    Query.parse(request.getQueryString(), List.of());
    return monsters
        .byId(id)
        .map(MonsterView::of)
        .orElseThrow(() ->
            Problem.of(MonsterProblem.UNKNOWN_MONSTER, "There is no monster " + id + ".")
                .asException());
  }

  @GetMapping
  JsonAnswer page(HttpServletRequest request) {
    Query query = Query.parse(request.getQueryString(), List.of("tag", "limit", "cursor"));
    String tag = query.get("tag", Function.identity());
    String list = tag == null ? "monsters" : "monsters " + tag;
    int limit =
        query.get(
            "limit", text -> Values.integer(text, 1, MonsterEntity.LARGEST_PAGE), STANDARD_PAGE);
    long after = query.get("cursor", text -> after(text, list), 0L);
    List<Place> found =
        tag == null
            ? monsters.placesAfter(after, limit + 1)
            : monsters.placesWithTagAfter(tag, after, limit + 1);
    List<Long> shown =
        found.stream()
            .limit(limit)
            .takeWhile(place -> place.getAhead() < PAGE_BYTES)
            .map(Place::getId)
            .toList();
    List<MonsterEntity> read = shown.isEmpty() ? List.of() : monsters.byIds(shown);
    return JsonAnswer.page(
        read.stream().map(monster -> Json.of(MonsterView.of(monster)).text()).toList(),
        shown.size() < found.size() ? PageCursor.write(list, shown.getLast()) : null);
  }

  private static long after(String cursor, String list) {
    return Values.number(PageCursor.read(cursor, list, 1).getFirst(), PageCursor::none);
  }
}
