package dev.millrace.jobs.project;

import dev.millrace.http.answer.JsonAnswer;
import dev.millrace.http.input.Query;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Function;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
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
    String list = "projects";
    ListQuery query = ListQuery.of(request, 50, list);
    List<Views.Project> found =
        OwnProjects.owner(request, query.userId())
            .map(user -> projects.before(user, query.before(), query.limit() + 1))
            .orElse(List.of());
    return Page.of(found, query.limit(), project -> new Place(0, project.row()).cursor(list))
        .answer();
  }

  @GetMapping("/{id}")
  Views.Project one(HttpServletRequest request, @PathVariable String id) {
    Query query = Query.parse(request.getQueryString(), List.of("userId"));
    return own.one(request, id, query.get("userId", Function.identity()));
  }

  @GetMapping("/{id}/tasks")
  JsonAnswer tasks(HttpServletRequest request, @PathVariable String id) {
    String list = "builds " + id;
    ListQuery query = ListQuery.of(request, 50, list);
    Views.Project project = own.one(request, id, query.userId());
    return Page.of(
            projects.builds(project.row(), query.before(), query.limit() + 1),
            query.limit(),
            build -> new Place(0, build.version()).cursor(list))
        .answer();
  }
}
