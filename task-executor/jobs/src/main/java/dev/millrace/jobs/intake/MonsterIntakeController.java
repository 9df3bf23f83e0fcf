package dev.millrace.jobs.intake;

import dev.millrace.jobs.problem.KnownQuery;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/// `PUT /api/monsters`: monsters as NDJSON, upserted by name.
///
/// The answer is 200 even where every line is bad: it says what became of each.
@RestController
class MonsterIntakeController {

  private final Intake intake;
  private final IntakeSettings limits;

  MonsterIntakeController(Intake intake, IntakeSettings limits) {
    this.intake = intake;
    this.limits = limits;
  }

  @PutMapping(
      path = "/api/monsters",
      consumes = {"application/x-ndjson", "application/ndjson", "application/jsonl"},
      produces = MediaType.APPLICATION_JSON_VALUE)
  IntakeReport put(HttpServletRequest request) throws IOException {
    KnownQuery.require(request);
    return intake.take(LimitedStream.of(request, limits.body()));
  }
}
