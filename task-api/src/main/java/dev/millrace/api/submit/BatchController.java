package dev.millrace.api.submit;

import dev.millrace.api.catalogue.OfferedType;
import dev.millrace.api.input.LimitedInput;
import dev.millrace.api.input.StrictJson;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// Takes many tasks of one type as one batch, all or none, and answers with the task that stands
/// for them.
@RestController
final class BatchController {

  private final Desk desk;
  private final SubmissionSettings limits;

  BatchController(Desk desk, SubmissionSettings limits) {
    this.desk = desk;
    this.limits = limits;
  }

  @PostMapping(
      path = "/api/tasks/{type}/batch",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<byte[]> submit(@PathVariable String type, HttpServletRequest request)
      throws IOException {
    OfferedType offered = desk.type(type);
    SubmissionOptions options = SubmissionOptions.of(request.getQueryString());
    BatchBody body =
        BatchBody.read(
            StrictJson.read(LimitedInput.readAll(request, limits.bulkBody())), limits.bulkItems());
    BatchIntake batch = new BatchIntake(desk, offered, options, desk.sender(request));
    Submission parent = batch.accept(body);
    desk.commit(batch.accepted());
    return ResponseEntity.accepted()
        .location(URI.create("/api/tasks/" + parent.id()))
        .contentType(MediaType.APPLICATION_JSON)
        .body(parent.answer().text().getBytes(StandardCharsets.UTF_8));
  }
}
