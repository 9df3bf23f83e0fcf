package dev.millrace.api.catalogue;

import dev.millrace.api.pause.PausedTypes;
import dev.millrace.api.upload.UploadSettings;
import dev.millrace.http.input.Query;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Shows the catalogue, with the schemas that parameters must meet, the files that come with tasks,
/// and which types are paused.
@RestController
@RequestMapping(path = "/api/task-types", produces = MediaType.APPLICATION_JSON_VALUE)
final class TaskTypesController {

  private final Catalogue catalogue;
  private final PausedTypes paused;
  private final UploadSettings uploads;

  TaskTypesController(Catalogue catalogue, PausedTypes paused, UploadSettings uploads) {
    this.catalogue = catalogue;
    this.paused = paused;
    this.uploads = uploads;
  }

  /// Whoever was told at another process that a type is paused finds it so here.
  @GetMapping
  Map<String, List<TypeDocument>> all(HttpServletRequest request) {
    Query.parse(request.getQueryString(), List.of());
    paused.look();
    return Map.of("items", catalogue.all().stream().map(this::shown).toList());
  }

  @GetMapping("/{type}")
  TypeDocument one(@PathVariable String type, HttpServletRequest request) {
    Query.parse(request.getQueryString(), List.of());
    paused.look();
    return shown(catalogue.get(type));
  }

  private TypeDocument shown(OfferedType type) {
    return TypeDocument.of(type, uploads.file(), paused.of(type.entry().type().value()));
  }
}
