package dev.millrace.jobs.monster;

import dev.millrace.events.task.Json;
import dev.millrace.http.answer.JsonAnswer;
import dev.millrace.http.problem.KnownQuery;
import dev.millrace.http.problem.ProblemException;
import dev.millrace.jobs.monster.MonsterRepository.Place;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// `GET /api/monsters` and `GET /api/monsters/{id}`: three or four statements, however long the
/// page. A page ends by bytes, too: what does not fit is not even read.
@RestController
@RequestMapping(path = "/api/monsters", produces = MediaType.APPLICATION_JSON_VALUE)
@Transactional(readOnly = true)
class MonsterController {

  /// After so many bytes a page ends, beside the monster that goes beyond them.
  private static final long PAGE_BYTES = 512 << 10;

  private final MonsterRepository monsters;

  MonsterController(MonsterRepository monsters) {
    this.monsters = monsters;
  }

  @GetMapping("/{id}")
  MonsterView one(@PathVariable long id, HttpServletRequest request) {
    KnownQuery.require(request);
    return monsters
        .byId(id)
        .map(MonsterView::of)
        .orElseThrow(() ->
            new ProblemException(
                HttpStatus.NOT_FOUND, "unknown-monster", "There is no monster " + id + "."));
  }

  @GetMapping
  JsonAnswer page(
      @RequestParam(required = false) @Nullable String tag,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(required = false) @Nullable String cursor,
      HttpServletRequest request) {
    KnownQuery.require(request, "tag", "limit", "cursor");
    if (limit < 1 || limit > MonsterEntity.LARGEST_PAGE) {
      throw bad("limit is 1 to " + MonsterEntity.LARGEST_PAGE + "; got " + limit + ".");
    }
    long after = cursor == null ? 0 : parsed(cursor).afterId();
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
        shown.size() < found.size() ? new Cursor(shown.getLast()).text() : null);
  }

  private static Cursor parsed(String cursor) {
    try {
      return Cursor.parse(cursor);
    } catch (IllegalArgumentException e) {
      throw bad(e.getMessage() + ".");
    }
  }

  private static ProblemException bad(String detail) {
    return new ProblemException(HttpStatus.BAD_REQUEST, "bad-query", detail);
  }
}
