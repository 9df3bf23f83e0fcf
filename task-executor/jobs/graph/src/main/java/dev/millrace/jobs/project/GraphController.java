package dev.millrace.jobs.project;

import dev.millrace.events.task.Json;
import dev.millrace.http.answer.JsonAnswer;
import dev.millrace.http.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// `GET /api/projects/{id}/graph`, and its lists `/nodes` and `/edges`.
///
/// An answer is read from one snapshot, and a cursor names the version that it is a place in, so
/// nobody gets a mixture of two. A cursor outlives one activation; after the next one it is 410.
@RestController
@RequestMapping(path = "/api/projects/{id}/graph", produces = MediaType.APPLICATION_JSON_VALUE)
@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
class GraphController {

  private final OwnProjects own;
  private final GraphQueries graphs;

  GraphController(ProjectQueries projects, GraphQueries graphs) {
    this.own = new OwnProjects(projects);
    this.graphs = graphs;
  }

  @GetMapping
  JsonAnswer graph(HttpServletRequest request, @PathVariable String id) {
    ListQuery query = ListQuery.ofFirstPage(request, 100);
    Views.Project project = own.one(request, id, query.userId());
    Cursor start = start(project);
    Views.Graph graph =
        graphs.graph(
            project,
            (int) start.of(),
            graphs.nodes(project.row(), start.of(), 0, query.limit()),
            graphs.edges(project.row(), start.of(), 0, query.limit()));
    return JsonAnswer.of(Json.of(graph).text());
  }

  @GetMapping("/nodes")
  JsonAnswer nodes(HttpServletRequest request, @PathVariable String id) {
    ListQuery query = ListQuery.of(request, 100);
    Views.Project project = own.one(request, id, query.userId());
    Cursor from = from(project, query.cursor());
    return graphs.nodes(project.row(), from.of(), from.at(), query.limit()).answer();
  }

  @GetMapping("/edges")
  JsonAnswer edges(HttpServletRequest request, @PathVariable String id) {
    ListQuery query = ListQuery.of(request, 100);
    Views.Project project = own.one(request, id, query.userId());
    Cursor from = from(project, query.cursor());
    return graphs.edges(project.row(), from.of(), from.at(), query.limit()).answer();
  }

  private Cursor from(Views.Project project, @Nullable String cursor) {
    if (cursor == null) {
      return start(project);
    }
    Cursor from = Cursor.parse(cursor);
    if (!graphs.isReadable(project.row(), from.of())) {
      throw new ProblemException(
          HttpStatus.GONE,
          "graph-replaced",
          "Version "
              + from.of()
              + " of this graph is not there any more. Begin again, without a cursor.");
    }
    return from;
  }

  private static Cursor start(Views.Project project) {
    Integer version = project.version();
    if (version == null) {
      throw new ProblemException(
          HttpStatus.NOT_FOUND,
          "no-graph",
          "Project '" + project.id() + "' has no graph yet: it is " + project.status() + ".");
    }
    return new Cursor(version, 0);
  }
}
