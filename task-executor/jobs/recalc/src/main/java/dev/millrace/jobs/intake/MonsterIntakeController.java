package dev.millrace.jobs.intake;

import dev.millrace.http.problem.KnownQuery;
import dev.millrace.http.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
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
    KnownQuery.require(request);
    return intake.take(LimitedStream.of(request, limits.body()));
  }

  @DeleteMapping("/api/monsters/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable long id, HttpServletRequest request) {
    KnownQuery.require(request);
    if (!removal.remove(id)) {
      throw new ProblemException(
          HttpStatus.NOT_FOUND, "unknown-monster", "There is no monster " + id + ".");
    }
  }
}
