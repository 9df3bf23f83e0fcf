package dev.millrace.api.submit;

import dev.millrace.api.catalogue.OfferedType;
import dev.millrace.api.idempotency.Response;
import dev.millrace.api.submit.commit.CoalescedTask;
import dev.millrace.api.submit.commit.Submission;
import dev.millrace.api.submit.commit.SubmissionOptions;
import dev.millrace.http.PublicPath;
import dev.millrace.http.input.LimitedInput;
import dev.millrace.http.input.StrictJson;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// Takes one task: the body is its parameters. Where an identical task in flight stands for it, the
/// answer is that one as it is now, and names the options that do not hold.
@RestController
final class SubmitController {

  private final Submissions submissions;
  private final SubmissionSettings limits;

  SubmitController(Submissions submissions, SubmissionSettings limits) {
    this.submissions = submissions;
    this.limits = limits;
  }

  @PostMapping(
      path = "/api/tasks/{type}",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  void submit(@PathVariable String type, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    OfferedType offered = submissions.type(type);
    SubmissionOptions options = SubmissionOptions.of(request.getQueryString());
    JsonNode parameters;
    try (LimitedInput body = LimitedInput.kept(request, limits.body())) {
      parameters = StrictJson.read(body);
    }
    Submission submission =
        submissions.judge(offered, parameters, "", options, submissions.sender(request));
    submissions
        .accept(
            request,
            response,
            List.of(submission),
            standIns ->
                answer(submission, standIns.get(submission.id()), options, PublicPath.of(request)))
        .write(response);
  }

  private static Response answer(
      Submission made, @Nullable CoalescedTask standIn, SubmissionOptions asked, String path) {
    return new Response(
        HttpServletResponse.SC_ACCEPTED,
        path + "/api/tasks/" + (standIn == null ? made.id() : standIn.id()),
        (standIn == null ? made.answer() : made.wholeAnswer(standIn.below(path), asked)).text());
  }
}
