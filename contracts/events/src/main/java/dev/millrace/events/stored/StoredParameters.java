package dev.millrace.events.stored;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where parameters are that are too large for an event. They are the member `storedParameters` of
/// a task's metadata, and `parameters` is the empty object then: so they go wherever the task goes.
///
/// @param blob their name in the store of blobs
/// @param bytes of JSON, in UTF-8
/// @param sha256 of them, in hex
public record StoredParameters(String blob, long bytes, String sha256) {

  private static final String MEMBER = "storedParameters";
  private static final String QUOTED = "\"" + MEMBER + "\"";

  public StoredParameters {
    requireNonNull(blob, "blob");
    requireNonNull(sha256, "sha256");
  }

  /// Reads them from a task's metadata.
  ///
  /// @return null when the parameters stand in the task itself
  public static @Nullable StoredParameters in(@Nullable Json metadata) {
    return metadata == null || !metadata.text().contains(QUOTED)
        ? null
        : metadata.as(Metadata.class).storedParameters();
  }

  /// The metadata with these among them.
  public Json addedTo(@Nullable Json metadata) {
    Map<Object, Object> all = new LinkedHashMap<>();
    if (metadata != null) {
      all.putAll(metadata.as(Map.class));
    }
    all.put(MEMBER, this);
    return Json.of(all);
  }

  private record Metadata(@Nullable StoredParameters storedParameters) {}
}
