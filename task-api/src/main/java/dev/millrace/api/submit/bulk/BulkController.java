package dev.millrace.api.submit.bulk;

import dev.millrace.api.idempotency.Response;
import dev.millrace.api.submit.SubmissionSettings;
import dev.millrace.api.submit.Submissions;
import dev.millrace.http.input.JsonItems;
import dev.millrace.http.input.Query;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.MediaType;
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

  /// None of these names is registered, and all are in use.
  private static final String JSONL = "application/jsonl";

  private static final String PLAIN_NDJSON = "application/ndjson";

  private final Submissions submissions;
  private final SubmissionSettings limits;
  private final JsonMapper json;

  BulkController(Submissions submissions, SubmissionSettings limits, JsonMapper json) {
    this.submissions = submissions;
    this.limits = limits;
    this.json = json;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  void array(HttpServletRequest request, HttpServletResponse response) throws IOException {
    BulkIntake intake = intake(request);
    submissions.read(request, limits.bulkBody(), intake, body -> JsonItems.array(body, intake));
    commit(intake, request, response);
  }

  @PostMapping(consumes = {NDJSON, PLAIN_NDJSON, JSONL})
  void lines(HttpServletRequest request, HttpServletResponse response) throws IOException {
    BulkIntake intake = intake(request);
    int longestLine = Math.toIntExact(limits.body().toBytes());
    submissions.read(
        request, limits.bulkBody(), intake, body -> JsonItems.lines(body, longestLine, intake));
    commit(intake, request, response);
  }

  private BulkIntake intake(HttpServletRequest request) {
    Query.parse(request.getQueryString(), List.of());
    return new BulkIntake(submissions, submissions.sender(request), limits.bulkItems());
  }

  private void commit(BulkIntake intake, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    submissions
        .accept(
            request,
            response,
            intake.accepted(),
            standIns ->
                new Response(
                    HttpServletResponse.SC_ACCEPTED,
                    null,
                    json.writeValueAsString(intake.results(standIns))))
        .write(response);
  }
}
