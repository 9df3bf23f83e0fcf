package dev.millrace.jobs.project;

import dev.millrace.http.answer.JsonAnswer;
import dev.millrace.http.problem.KnownQuery;
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
  JsonAnswer page(HttpServletRequest request) {
    ListQuery query = ListQuery.of(request, 50);
    long before = Cursor.before(query.cursor());
    List<Views.Project> found =
        OwnProjects.owner(request, query.userId())
            .map(user -> projects.before(user, before, query.limit() + 1))
            .orElse(List.of());
    return Page.of(found, query.limit(), project -> new Cursor(0, project.row()).text()).answer();
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
  JsonAnswer tasks(HttpServletRequest request, @PathVariable String id) {
    ListQuery query = ListQuery.of(request, 50);
    long before = Cursor.before(query.cursor());
    Views.Project project = own.one(request, id, query.userId());
    return Page.of(
            projects.builds(project.row(), before, query.limit() + 1),
            query.limit(),
            build -> new Cursor(0, build.version()).text())
        .answer();
  }
}
