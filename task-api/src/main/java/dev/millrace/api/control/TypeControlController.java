package dev.millrace.api.control;

import dev.millrace.api.catalogue.Catalogue;
import dev.millrace.api.catalogue.OfferedType;
import dev.millrace.api.catalogue.TypeDocument;
import dev.millrace.api.pause.PausedTypes;
import dev.millrace.api.pause.TypePauses;
import dev.millrace.api.upload.UploadSettings;
import dev.millrace.api.user.CurrentUser;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.TaskType;
import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.function.BiConsumer;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Takes wishes of operators about a whole type. 202 means that it is durable and on its way to the
/// executors; the body is the type as it stands. Asking twice changes nothing: the first pause
/// stands with its reason.
@RestController
@RequestMapping(path = "/api/task-types/{type}", produces = MediaType.APPLICATION_JSON_VALUE)
final class TypeControlController {

  private final Catalogue catalogue;
  private final TypePauses pauses;
  private final PausedTypes paused;
  private final CurrentUser users;
  private final UploadSettings uploads;

  TypeControlController(
      Catalogue catalogue,
      TypePauses pauses,
      PausedTypes paused,
      CurrentUser users,
      UploadSettings uploads) {
    this.uploads = uploads;
    this.catalogue = catalogue;
    this.pauses = pauses;
    this.paused = paused;
    this.users = users;
  }

  @PostMapping("/pause")
  ResponseEntity<TypeDocument> pause(@PathVariable String type, HttpServletRequest request)
      throws IOException {
    return ask(pauses::pause, type, request);
  }

  @PostMapping("/resume")
  ResponseEntity<TypeDocument> resume(@PathVariable String type, HttpServletRequest request)
      throws IOException {
    return ask(pauses::resume, type, request);
  }

  private ResponseEntity<TypeDocument> ask(
      BiConsumer<TaskType, Actor> change, String name, HttpServletRequest request)
      throws IOException {
    var actor = new Actor(users.of(request), Reason.read(request));
    OfferedType type = catalogue.get(name);
    try {
      change.accept(type.entry().type(), actor);
      paused.refresh();
    } catch (DataAccessException | TransactionException e) {
      var problem =
          Problem.of(ProblemType.UNAVAILABLE, "The database did not confirm the change")
              .asException();
      problem.addSuppressed(e);
      throw problem;
    }
    return ResponseEntity.accepted().body(TypeDocument.of(type, uploads.file(), paused.of(name)));
  }
}
