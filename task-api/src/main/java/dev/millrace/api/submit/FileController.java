package dev.millrace.api.submit;

import dev.millrace.api.catalogue.OfferedType;
import dev.millrace.api.idempotency.KeyedRequest;
import dev.millrace.api.idempotency.Response;
import dev.millrace.api.input.MultipartForm;
import dev.millrace.api.problem.TaskProblem;
import dev.millrace.api.submit.commit.Submission;
import dev.millrace.api.submit.commit.SubmissionOptions;
import dev.millrace.api.upload.Upload;
import dev.millrace.api.upload.Uploads;
import dev.millrace.blobs.BlobName;
import dev.millrace.events.catalogue.AcceptedFiles;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.TaskId;
import dev.millrace.http.PublicPath;
import dev.millrace.http.input.BodyMemory;
import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemException;
import dev.millrace.http.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// Takes one task with a file. The file is stored first, then the task is accepted: a task that was
/// accepted has its file, and a file without a task is deleted.
@RestController
final class FileController {

  private final Submissions submissions;
  private final Uploads uploads;
  private final SubmissionSettings limits;

  FileController(Submissions submissions, Uploads uploads, SubmissionSettings limits) {
    this.submissions = submissions;
    this.uploads = uploads;
    this.limits = limits;
  }

  @PostMapping(
      path = "/api/tasks/{type}/file",
      consumes = MediaType.MULTIPART_FORM_DATA_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  void submit(@PathVariable String type, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    OfferedType offered = submissions.type(type);
    String parameter = offered.uploadParameter();
    AcceptedFiles files = offered.files();
    if (parameter == null || files == null) {
      throw Problem.of(
              TaskProblem.UNSUPPORTED_FILE,
              "Task type '" + type + "' takes no file; send its parameters as JSON")
          .asException();
    }
    SubmissionOptions options = SubmissionOptions.of(request.getQueryString());
    Acceptance.Sender sender = submissions.sender(request);
    TaskId id = submissions.nextId();
    FileForm form =
        new FileForm(offered, parameter, files, uploads, id, sender.user(), BodyMemory.of(request));
    @Nullable Submission submission = null;
    try {
      read(form, uploads.limit(files), request);
      submission =
          submissions
              .judge(offered, form.parameters(), "", options, sender, id)
              .with(metadata(form.upload()), form.upload().bytes());
    } finally {
      if (submission == null) {
        form.discard();
      }
    }
    accept(submission, form, request, response);
  }

  private void read(FileForm form, long largest, HttpServletRequest request) throws IOException {
    DataSize most = DataSize.ofBytes(largest + limits.body().toBytes());
    String sum = MultipartForm.read(request, most, form);
    KeyedRequest keyed = KeyedRequest.of(request);
    if (keyed != null) {
      keyed.formIs(sum);
    }
  }

  /// A refusal leaves nothing behind. A commit of which nobody knows whether it counted may need
  /// what was stored: that is left to the sweep.
  private void accept(
      Submission submission,
      FileForm form,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    try {
      submissions
          .accept(
              request,
              response,
              List.of(submission),
              _ ->
                  new Response(
                      HttpServletResponse.SC_ACCEPTED,
                      PublicPath.of(request) + "/api/tasks/" + submission.id(),
                      submission.answer().text()))
          .write(response);
    } catch (ProblemException e) {
      if (e.problem().type() != ProblemType.UNAVAILABLE) {
        form.discard();
        if (submission.large() != null) {
          uploads.discard(BlobName.parameters(submission.id()));
        }
      }
      throw e;
    }
  }

  private static Json metadata(Upload upload) {
    Map<String, @Nullable Object> file = new LinkedHashMap<>();
    file.put("name", upload.fileName());
    file.put("kind", upload.kind());
    file.put("mediaType", upload.mediaType());
    file.put("bytes", upload.bytes());
    file.put("sha256", upload.sha256());
    return Json.of(Map.of("file", file));
  }
}
