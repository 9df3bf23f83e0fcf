package dev.millrace.api.submit;

import dev.millrace.api.input.JsonItems;
import dev.millrace.api.input.LimitedInput;
import dev.millrace.api.input.Query;
import dev.millrace.api.query.TaskDocument;
import dev.millrace.events.task.TaskId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// Takes many tasks at once, as a JSON array or as NDJSON, and answers for each in order.
///
/// The good ones are accepted in one transaction, all or none; the bad ones do not hold them up.
@RestController
@RequestMapping(path = "/api/tasks", produces = MediaType.APPLICATION_JSON_VALUE)
final class BulkController {

  static final String NDJSON = "application/x-ndjson";

  private final Desk desk;
  private final SubmissionSettings limits;
  private final JsonMapper json;

  BulkController(Desk desk, SubmissionSettings limits, JsonMapper json) {
    this.desk = desk;
    this.limits = limits;
    this.json = json;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<byte[]> array(HttpServletRequest request) throws IOException {
    BulkIntake intake = intake(request);
    try (InputStream body = LimitedInput.of(request, limits.bulkBody())) {
      JsonItems.array(body, intake);
    }
    return commit(intake);
  }

  @PostMapping(consumes = NDJSON)
  ResponseEntity<byte[]> lines(HttpServletRequest request) throws IOException {
    BulkIntake intake = intake(request);
    try (InputStream body = LimitedInput.of(request, limits.bulkBody())) {
      JsonItems.lines(body, Math.toIntExact(limits.body().toBytes()), intake);
    }
    return commit(intake);
  }

  private BulkIntake intake(HttpServletRequest request) {
    Query.parse(request.getQueryString(), List.of());
    return new BulkIntake(desk, desk.sender(request), limits.bulkItems());
  }

  private ResponseEntity<byte[]> commit(BulkIntake intake) {
    Map<TaskId, TaskDocument> standIns = desk.commit(intake.accepted());
    return ResponseEntity.status(HttpStatus.ACCEPTED)
        .contentType(MediaType.APPLICATION_JSON)
        .body(json.writeValueAsBytes(intake.results(standIns)));
  }
}
