package dev.millrace.openapi;

import java.util.Locale;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The document as it is served, made anew when what the service adds to it has changed.
final class Editions {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final JsonNode document;
  private final @Nullable LiveDescription live;
  private @Nullable Edition newest;

  /// @param live null where nothing is added
  Editions(JsonNode document, @Nullable LiveDescription live) {
    this.document = document;
    this.live = live;
  }

  synchronized Edition now() {
    // Asked before: what changes meanwhile is in the next edition at the latest.
    long version = live == null ? 0 : live.version();
    Edition edition = newest;
    if (edition == null || edition.version() != version) {
      edition = make(version);
      newest = edition;
    }
    return edition;
  }

  private Edition make(long version) {
    ObjectNode whole = (ObjectNode) document.deepCopy();
    if (live != null) {
      live.addTo(whole);
    }
    byte[] text = JSON.writeValueAsBytes(whole);
    var sum = new CRC32C();
    sum.update(text);
    return new Edition(version, text, String.format(Locale.ROOT, "\"%08x\"", sum.getValue()));
  }

  /// @param tag of exactly this text
  @SuppressWarnings("ArrayRecordComponent") // Never compared, and changed by nobody.
  record Edition(long version, byte[] text, String tag) {}
}
