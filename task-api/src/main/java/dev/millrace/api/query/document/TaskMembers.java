package dev.millrace.api.query.document;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.Progress;
import dev.millrace.events.task.TaskStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The members of the schema `Task`, in their order, but for its links. Every one is always there;
/// one without a value is null. So a client sees the whole shape of a task at its first look.
///
/// @param sequence of the newest fact, 0 while there is none but the submission
/// @param parameters null where they are stored or left out, beside their size; so is a result
public record TaskMembers(
    @JsonIgnore long sequence,
    UUID id,
    String type,
    TaskStatus status,
    String priority,
    String userId,
    @Nullable String projectId,
    @Nullable UUID parentId,
    @Nullable Json parameters,
    @Nullable Long parametersBytes,
    @Nullable Json metadata,
    @Nullable Reported progress,
    TaskResult result,
    @Nullable Long resultBytes,
    @Nullable Json error,
    int attempt,
    int retryCount,
    int maxRetries,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant completedAt,
    Instant updatedAt,
    @Nullable Instant expiresAt,
    @Nullable Waiting waiting) {

  /// Progress, with what follows from it at this moment.
  ///
  /// @param rate units a second, to a tenth
  public record Reported(
      long done,
      @Nullable Long total,
      @Nullable Integer percent,
      @Nullable String message,
      @Nullable Json detail,
      @Nullable Double rate,
      @Nullable Instant eta) {

    static Reported of(Progress progress, Forecast forecast) {
      Double rate = forecast.rate();
      return new Reported(
          progress.done(),
          progress.total(),
          progress.percent(),
          progress.message(),
          progress.detail(),
          rate == null ? null : Math.round(rate * 10) / 10.0,
          forecast.eta());
    }
  }
}
