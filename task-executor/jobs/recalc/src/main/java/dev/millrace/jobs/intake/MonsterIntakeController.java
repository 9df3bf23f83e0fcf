package dev.millrace.jobs.intake;

import dev.millrace.http.input.BodyMemory;
import dev.millrace.http.input.BodyRefused;
import dev.millrace.http.input.LimitedInput;
import dev.millrace.http.input.Query;
import dev.millrace.http.problem.Problem;
import dev.millrace.jobs.monster.MonsterProblem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// `PUT /api/monsters`: monsters as NDJSON, upserted by name; `DELETE /api/monsters/{id}`.
///
/// The answer to a stream is 200 even where every line is bad: it says what became of each.
@RestController
class MonsterIntakeController {

  /// What a batch takes while it is read and written.
  private static final long IN_MEMORY = 16 << 20;

  private final Intake intake;
  private final IntakeSettings limits;
  private final MonsterRemoval removal;

  MonsterIntakeController(Intake intake, IntakeSettings limits, MonsterRemoval removal) {
    this.intake = intake;
    this.limits = limits;
    this.removal = removal;
  }

  @PutMapping(
      path = "/api/monsters",
      consumes = {"application/x-ndjson", "application/ndjson", "application/jsonl"},
      produces = MediaType.APPLICATION_JSON_VALUE)
  IntakeReport put(HttpServletRequest request) throws IOException {
    Query.parse(request.getQueryString(), List.of());
    BodyMemory.of(request).stream(IN_MEMORY);
    try (LimitedInput body = LimitedInput.of(request, limits.body())) {
      return intake.take(body);
    } catch (BodyRefused e) {
      Problem why = e.problem();
      throw why.saying(why.detail() + ". Whole batches before that are kept.").asException();
    }
  }

  @DeleteMapping("/api/monsters/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable long id, HttpServletRequest request) {
    Query.parse(request.getQueryString(), List.of());
    if (!removal.remove(id)) {
      throw Problem.of(MonsterProblem.UNKNOWN_MONSTER, "There is no monster " + id + ".")
          .asException();
    }
  }
}
