package dev.millrace.jobs.project;

import dev.millrace.jobs.problem.KnownQuery;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// `GET /api/projects`, `/{id}` and `/{id}/tasks`: one or two statements each.
@RestController
@RequestMapping(path = "/api/projects", produces = MediaType.APPLICATION_JSON_VALUE)
class ProjectController {

  private final ProjectQueries projects;
  private final OwnProjects own;

  ProjectController(ProjectQueries projects) {
    this.projects = projects;
    this.own = new OwnProjects(projects);
  }

  @GetMapping
  Page<Views.Project> page(
      HttpServletRequest request,
      @RequestParam(required = false) @Nullable String userId,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    KnownQuery.require(request, "userId", "limit", "cursor");
    int most = OwnProjects.limit(limit);
    long before = Cursor.before(cursor);
    List<Views.Project> found =
        OwnProjects.owner(request, userId)
            .map(user -> projects.before(user, before, most + 1))
            .orElse(List.of());
    return Page.of(found, most, project -> new Cursor(0, project.row()).text());
  }

  @GetMapping("/{id}")
  Views.Project one(
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String userId) {
    KnownQuery.require(request, "userId");
    return own.one(request, id, userId);
  }

  @GetMapping("/{id}/tasks")
  Page<Views.Build> tasks(
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String userId,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    KnownQuery.require(request, "userId", "limit", "cursor");
    int most = OwnProjects.limit(limit);
    long before = Cursor.before(cursor);
    Views.Project project = own.one(request, id, userId);
    return Page.of(
        projects.builds(project.row(), before, most + 1),
        most,
        build -> new Cursor(0, build.version()).text());
  }
}
