package dev.millrace.api.upload;

import dev.millrace.api.problem.TaskProblem;
import dev.millrace.blobs.Blob;
import dev.millrace.blobs.BlobName;
import dev.millrace.blobs.BlobSum;
import dev.millrace.blobs.BlobTooLarge;
import dev.millrace.blobs.Blobs;
import dev.millrace.events.catalogue.AcceptedFiles;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.UserId;
import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemException;
import dev.millrace.http.problem.ProblemType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.tika.mime.MediaType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files, and the large parameters, that tasks are submitted with. What is refused is deleted
/// at once; what a crash leaves is an orphan.
public final class Uploads {

  private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final int LONGEST_NAME = 255;
  private static final int MOST_NAMED = 20;

  private final Blobs blobs;
  private final UploadSettings settings;

  Uploads(Blobs blobs, UploadSettings settings) {
    this.blobs = blobs;
    this.settings = settings;
  }

  /// Stores a file as it comes in. Its first bytes and its size are looked at, and nothing else:
  /// who reads it says what is wrong with it.
  ///
  /// @param files those that the task type takes
  /// @throws ProblemException when it is none of those, too large, or the store is away
  public Upload store(
      TaskId task,
      UserId owner,
      @Nullable String fileName,
      AcceptedFiles files,
      InputStream content)
      throws IOException {
    byte[] head = content.readNBytes(FirstBytes.LOOKED_AT);
    if (head.length == 0) {
      throw Problem.of(TaskProblem.UNUSABLE_FILE, "The file is empty").asException();
    }
    MediaType type = requireTaken(FirstBytes.of(head), files);
    String kind = FirstBytes.word(type);
    BlobName blob = BlobName.upload(task);
    BlobSum sum = put(blob, owner, kind, join(head, content), limit(files));
    return new Upload(blob, shortened(fileName), kind, type.toString(), sum.bytes(), sum.sha256());
  }

  private static MediaType requireTaken(FirstBytes seen, AcceptedFiles files) {
    return seen.takenBy(files)
        .orElseThrow(() ->
            Problem.of(
                    TaskProblem.UNSUPPORTED_FILE,
                    "This is " + seen + "; the task type takes " + said(files))
                .asException());
  }

  private static String said(AcceptedFiles files) {
    String taken = listed(files.mediaTypes());
    return files.except().isEmpty() ? taken : taken + ", but no " + listed(files.except());
  }

  private static String listed(List<String> mediaTypes) {
    return mediaTypes.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
        + (mediaTypes.size() > MOST_NAMED ? ", ..." : "");
  }

  private BlobSum put(BlobName blob, UserId owner, String kind, Incoming content, long limit)
      throws IOException {
    try {
      return blobs.put(blob, owner, kind, content, limit);
    } catch (BlobTooLarge e) {
      throw Problem.of(ProblemType.TOO_LARGE, "The file may have " + limit + " bytes")
          .with("limit", limit)
          .asException();
    } catch (IOException e) {
      if (content.failed) {
        throw e;
      }
      throw unavailable(e);
    }
  }

  /// Stores the parameters of a task that are too large for an event.
  ///
  /// @throws ProblemException when the store is away
  public void store(TaskId task, UserId owner, Json parameters) {
    byte[] bytes = parameters.text().getBytes(StandardCharsets.UTF_8);
    try {
      blobs.put(
          BlobName.parameters(task), owner, "json", new ByteArrayInputStream(bytes), bytes.length);
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  /// Deletes what was stored for a task that will not be. A blob that cannot be deleted now is an
  /// orphan.
  public void discard(BlobName blob) {
    try {
      blobs.delete(blob);
    } catch (IOException e) {
      LOG.debug("{} is left to the sweep", blob, e);
    }
  }

  /// Whether somebody may have a task read this upload. Somebody else's is as if it did not exist.
  ///
  /// @throws ProblemException when the store is away
  public boolean isOf(UserId user, String reference) {
    try {
      Optional<Blob> found = blobs.find(BlobName.parse(reference));
      return found.isPresent()
          && found.get().owner().equals(user)
          && found.get().name().equals(BlobName.upload(found.get().name().task()));
    } catch (IllegalArgumentException e) {
      return false;
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  /// Most bytes of a file of a task type: its own limit, or that of all where it is smaller.
  public long limit(AcceptedFiles files) {
    return files.upTo(settings.file().toBytes()).limit();
  }

  private static ProblemException unavailable(IOException cause) {
    LOG.warn("The store of uploads cannot be reached", cause);
    return Problem.of(ProblemType.UNAVAILABLE, "The store of uploads cannot be reached now")
        .retryAfter(SOON)
        .asException();
  }

  /// The content from its beginning again.
  private static Incoming join(byte[] head, InputStream rest) throws IOException {
    var whole = new PushbackInputStream(rest, head.length);
    whole.unread(head);
    return new Incoming(whole);
  }

  private static @Nullable String shortened(@Nullable String fileName) {
    if (fileName == null) {
      return null;
    }
    String clean = fileName.replaceAll("\\p{Cntrl}|\\p{Cs}", "");
    return clean.substring(Math.max(0, clean.length() - LONGEST_NAME));
  }
}
