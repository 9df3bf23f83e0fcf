package dev.millrace.jobs.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.executor.handler.TaskContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How far a build has come: a unit a part, and one each for splitting, nodes, edges and
/// activation.
final class GraphProgress {

  private static final int BESIDE_PARTS = 4;

  private final TaskContext context;

  GraphProgress(TaskContext context) {
    this.context = context;
  }

  /// What a build is at.
  enum Step {
    SPLIT(0),
    EXTRACT(1),
    NODES(1),
    EDGES(2),
    ACTIVATE(3);

    private final long before;

    /// @param before units before it, parts not counted
    Step(long before) {
      this.before = before;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What clients see in `progress.detail`.
  ///
  /// @param part the part that is being read, from 1
  /// @param characters of the part that were read, or of the answer that has come
  /// @param entities found so far, merged once they are nodes
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Detail(
      String step,
      @Nullable Integer part,
      @Nullable Integer parts,
      @Nullable Long characters,
      @Nullable Integer entities,
      @Nullable Integer relations) {}

  void splitting() {
    context.progress(
        0, null, "reading the text", new Detail(Step.SPLIT.word(), null, null, null, null, null));
  }

  void extracting(Build build, int part, Part found, long characters) {
    context.progress(
        part + Step.EXTRACT.before,
        total(build),
        String.format(Locale.ROOT, "reading part %d of %d", part + 1, build.chunks()),
        new Detail(
            Step.EXTRACT.word(),
            part + 1,
            build.chunks(),
            characters,
            found.mentions(),
            found.claims()));
  }

  /// One of the steps after the last part.
  void at(Step step, Build build, int entities, int relations) {
    context.progress(
        build.chunks() + step.before,
        total(build),
        step == Step.ACTIVATE ? "activating" : "storing " + step.word(),
        new Detail(step.word(), null, build.chunks(), null, entities, relations));
  }

  void done(Build build, int nodes, int edges) {
    context.progress(
        total(build),
        total(build),
        String.format(Locale.ROOT, "version %d is active", build.version()),
        new Detail(Step.ACTIVATE.word(), null, build.chunks(), null, nodes, edges));
  }

  private static long total(Build build) {
    return build.chunks() + (long) BESIDE_PARTS;
  }
}
