package dev.millrace.jobs.intake;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/// `PUT /api/monsters`: monsters as NDJSON, upserted by name.
///
/// The answer is 200 even where every line is bad: it says what became of each.
@RestController
class MonsterIntakeController {

  private final Intake intake;

  MonsterIntakeController(Intake intake) {
    this.intake = intake;
  }

  @PutMapping(
      path = "/api/monsters",
      consumes = {"application/x-ndjson", "application/ndjson", "application/jsonl"})
  IntakeReport put(HttpServletRequest request) throws IOException {
    return intake.take(request.getInputStream());
  }
}
