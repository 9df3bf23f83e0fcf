package dev.millrace.jobs.project;

import dev.millrace.events.stored.Json;
import dev.millrace.http.answer.JsonAnswer;
import dev.millrace.http.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
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
    Place start = start(project);
    Views.Graph graph =
        graphs.graph(
            project,
            (int) start.of(),
            graphs.nodes(project, start, query.limit()),
            graphs.edges(project, start, query.limit()));
    return JsonAnswer.of(Json.of(graph).text());
  }

  @GetMapping("/nodes")
  JsonAnswer nodes(HttpServletRequest request, @PathVariable String id) {
    ListQuery query = ListQuery.of(request, 100, GraphQueries.nodesOf(id));
    Views.Project project = own.one(request, id, query.userId());
    return graphs.nodes(project, from(project, query.from()), query.limit()).answer();
  }

  @GetMapping("/edges")
  JsonAnswer edges(HttpServletRequest request, @PathVariable String id) {
    ListQuery query = ListQuery.of(request, 100, GraphQueries.edgesOf(id));
    Views.Project project = own.one(request, id, query.userId());
    return graphs.edges(project, from(project, query.from()), query.limit()).answer();
  }

  private Place from(Views.Project project, @Nullable Place from) {
    if (from == null) {
      return start(project);
    }
    if (!graphs.isReadable(project.row(), from.of())) {
      throw Problem.of(
              ProjectProblem.GRAPH_REPLACED,
              "Version "
                  + from.of()
                  + " of this graph is not there any more. Begin again, without a cursor.")
          .asException();
    }
    return from;
  }

  private static Place start(Views.Project project) {
    Integer version = project.version();
    if (version == null) {
      throw Problem.of(
              ProjectProblem.NO_GRAPH,
              "Project '" + project.id() + "' has no graph yet: it is " + project.status() + ".")
          .asException();
    }
    return new Place(version, 0);
  }
}
