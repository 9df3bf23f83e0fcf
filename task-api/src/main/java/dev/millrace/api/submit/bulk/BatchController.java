package dev.millrace.api.submit.bulk;

import dev.millrace.api.catalogue.OfferedType;
import dev.millrace.api.idempotency.Response;
import dev.millrace.api.submit.SubmissionSettings;
import dev.millrace.api.submit.Submissions;
import dev.millrace.api.submit.commit.Submission;
import dev.millrace.api.submit.commit.SubmissionOptions;
import dev.millrace.http.PublicPath;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// Takes many tasks of one type as one batch, all or none, and answers with the task that stands
/// for them.
@RestController
final class BatchController {

  private final Submissions submissions;
  private final SubmissionSettings limits;

  BatchController(Submissions submissions, SubmissionSettings limits) {
    this.submissions = submissions;
    this.limits = limits;
  }

  @PostMapping(
      path = "/api/tasks/{type}/batch",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  void submit(@PathVariable String type, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    OfferedType offered = submissions.type(type);
    SubmissionOptions options = SubmissionOptions.of(request.getQueryString());
    BatchIntake batch = new BatchIntake(submissions, offered, options, submissions.sender(request));
    submissions.read(
        request, limits.bulkBody(), batch, body -> batch.accept(body, limits.bulkItems()));
    Submission parent = batch.accepted().getFirst();
    submissions
        .accept(
            request,
            response,
            batch.accepted(),
            _ ->
                new Response(
                    HttpServletResponse.SC_ACCEPTED,
                    PublicPath.of(request) + "/api/tasks/" + parent.id(),
                    parent.answer().text()))
        .write(response);
  }
}
