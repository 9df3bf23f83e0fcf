package dev.millrace.jobs.graph;

import dev.millrace.events.catalogue.AcceptedFiles;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.Saga;
import dev.millrace.executor.handler.TaskContext;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.handler.Workload;
import dev.millrace.jobs.document.Chunk;
import dev.millrace.jobs.document.Chunks;
import dev.millrace.jobs.document.Document;
import dev.millrace.jobs.document.DocumentSource;
import dev.millrace.jobs.embedded.Language;
import dev.millrace.jobs.graph.extract.Extraction;
import dev.millrace.jobs.graph.extract.Extractor;
import dev.millrace.jobs.graph.extract.Extractors;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Builds the graph of a project as a new version, and makes it the active one in its last step.
///
/// Each part is a step of its own: a crash, retry or takeover goes on with the first part that is
/// not committed, with the text as it was split and the engine that was chosen then. A build that
/// fails or is cancelled removes what it stored; readers have seen nothing of it.
final class GraphHandler implements TaskHandler<GraphParameters, GraphResult> {

  private final DocumentSource source;
  private final Extractors extractors;
  private final JdbcClient database;

  GraphHandler(DocumentSource source, Extractors extractors, JdbcClient database) {
    this.source = source;
    this.extractors = extractors;
    this.database = database;
  }

  @Override
  public TaskType type() {
    return new TaskType("graph");
  }

  @Override
  public String description() {
    return "Builds the graph of a project from a text: entities, and how they belong together.";
  }

  @Override
  public Class<GraphParameters> parameters() {
    return GraphParameters.class;
  }

  @Override
  public Optional<Class<GraphResult>> result() {
    return Optional.of(GraphResult.class);
  }

  @Override
  public Optional<AcceptedFiles> files() {
    return Optional.of(DocumentSource.FILES);
  }

  @Override
  public Workload workload() {
    return extractors.workload();
  }

  @Override
  public TaskPolicy policy() {
    return TaskPolicy.STANDARD.withTimeout(Duration.ofHours(1)).withRetention(Duration.ofHours(24));
  }

  @Override
  public GraphResult run(GraphParameters parameters, TaskContext context) throws Exception {
    Saga saga = context.saga();
    GraphProgress progress = new GraphProgress(context);
    progress.splitting();
    Build build =
        saga.step(
            "split",
            Build.class,
            () -> split(parameters, context.userId()),
            (plan, db) ->
                Builds.begin(plan, parameters.projectId(), context.userId(), context.taskId(), db),
            Builds::abandon);

    Part found = Part.NONE;
    for (int i = 0; i < build.chunks(); i++) {
      int part = i;
      Part before = found;
      progress.extracting(build, part, before, 0);
      Part next =
          saga.step(
              "extract " + (part + 1),
              Part.class,
              () -> extract(build, part, before, context, progress),
              (made, db) -> PartRows.store(build, part, made, db),
              (_, db) -> PartRows.remove(build, part, db));
      found = found.plus(next);
    }

    progress.at(GraphProgress.Step.NODES, build, found.mentions(), found.claims());
    int nodes =
        saga.step(
            "nodes",
            Integer.class,
            db -> GraphRows.storeNodes(build, db),
            (_, db) -> GraphRows.removeNodes(build, db));
    progress.at(GraphProgress.Step.EDGES, build, nodes, found.claims());
    int edges =
        saga.step(
            "edges",
            Integer.class,
            db -> GraphRows.storeEdges(build, db),
            (_, db) -> GraphRows.removeEdges(build, db));
    progress.at(GraphProgress.Step.ACTIVATE, build, nodes, edges);
    Activation activation =
        saga.step(
            "activate",
            Activation.class,
            db -> Builds.activate(build, nodes, edges, db),
            (was, db) -> Builds.deactivate(build, was, db));
    progress.done(build, nodes, edges);
    return result(parameters, build, found, nodes, edges, activation);
  }

  private Builds.Plan split(GraphParameters parameters, UserId owner)
      throws IOException, InterruptedException {
    if (parameters.projectId() == null
        || parameters.projectId().isBlank()
        || parameters.projectId().length() > 100) {
      throw new PermanentFailure("bad-input", "projectId is a name of 1 to 100 characters");
    }
    Document document = source.read(parameters.text(), parameters.upload(), owner);
    Extractor extractor = extractors.preferred();
    return new Builds.Plan(
        extractor.engine().word(),
        Language.of(document.beginning()),
        document.characters(),
        Chunks.of(document, extractor.engine().chunkSize()));
  }

  private Extraction extract(
      Build build, int part, Part before, TaskContext context, GraphProgress progress)
      throws InterruptedException {
    Builds.requireWanted(build, database);
    Chunk chunk = PartRows.chunk(build, part, database);
    return extractors
        .called(build.engine())
        .extract(
            chunk,
            build.language(),
            context.taskId(),
            characters -> progress.extracting(build, part, before, characters));
  }

  private static GraphResult result(
      GraphParameters parameters,
      Build build,
      Part found,
      int nodes,
      int edges,
      Activation activation) {
    return new GraphResult(
        parameters.projectId(),
        build.version(),
        activation.replaced(),
        nodes,
        edges,
        new GraphResult.Metadata(
            build.engine(),
            found.model(),
            build.language(),
            build.characters(),
            build.chunks(),
            found.refuted(),
            found.usage()));
  }
}
