package dev.millrace.jobs.monster;

import dev.millrace.jobs.problem.KnownQuery;
import dev.millrace.jobs.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// `GET /api/monsters` and `GET /api/monsters/{id}`: three statements each, however long the page.
@RestController
@RequestMapping(path = "/api/monsters", produces = MediaType.APPLICATION_JSON_VALUE)
@Transactional(readOnly = true)
class MonsterController {

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
  MonsterPage page(
      @RequestParam(required = false) @Nullable String tag,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(required = false) @Nullable String cursor,
      HttpServletRequest request) {
    KnownQuery.require(request, "tag", "limit", "cursor");
    if (limit < 1 || limit > MonsterEntity.LARGEST_PAGE) {
      throw bad("limit is 1 to " + MonsterEntity.LARGEST_PAGE + "; got " + limit + ".");
    }
    long after = cursor == null ? 0 : parsed(cursor).afterId();
    Limit oneMore = Limit.of(limit + 1);
    List<MonsterEntity> found =
        tag == null
            ? monsters.pageAfter(after, oneMore)
            : monsters.pageWithTagAfter(tag, after, oneMore);
    List<MonsterEntity> shown = found.subList(0, Math.min(limit, found.size()));
    return new MonsterPage(
        shown.stream().map(MonsterView::of).toList(),
        found.size() > limit ? new Cursor(shown.getLast().id).text() : null);
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
