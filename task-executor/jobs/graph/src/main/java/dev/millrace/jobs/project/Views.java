package dev.millrace.jobs.project;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What clients see.
final class Views {

  private Views() {}

  /// A project.
  ///
  /// @param row its key in the table
  /// @param id what its owner calls it
  /// @param status `building` while its newest build is under way; else `ready` when there is a
  ///   graph; else how the newest build ended: `failed`, `cancelled` or `timeout`
  /// @param version of the graph that can be read; null when there is none
  record Project(
      @JsonIgnore long row,
      String id,
      String userId,
      String status,
      @Nullable Integer version,
      @Nullable Integer nodes,
      @Nullable Integer edges,
      Instant createdAt,
      Instant updatedAt,
      Build lastBuild) {}

  /// A build, which is the work of one task.
  ///
  /// @param status the task's
  /// @param active whether its graph is the one that is read
  record Build(
      UUID taskId,
      int version,
      String status,
      boolean active,
      String engine,
      int nodes,
      int edges,
      Instant begunAt,
      @Nullable Instant endedAt) {}

  /// A graph: its head, and the first page of both lists.
  record Graph(
      String projectId,
      int version,
      UUID taskId,
      String engine,
      String language,
      long characters,
      Instant builtAt,
      int nodeCount,
      int edgeCount,
      Page<Node> nodes,
      Page<Edge> edges) {}

  /// A thing that the text speaks of.
  record Node(int id, String name, String kind, int mentions) {}

  /// A relation of two nodes.
  ///
  /// @param weight in how many places the text says so
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Edge(
      int id,
      int source,
      String relation,
      int target,
      int weight,
      @Nullable String quote,
      @Nullable Where where) {}

  /// Where a quote stands.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Where(@Nullable Integer page, int paragraph) {}
}
