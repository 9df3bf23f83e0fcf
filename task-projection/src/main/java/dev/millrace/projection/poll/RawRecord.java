package dev.millrace.projection.poll;

import org.jspecify.annotations.Nullable;

/// A record as it was, for somebody to look at. The bytes are not copied: nobody changes them.
public final class RawRecord {

  /// Of a record that could not be kept.
  public static final RawRecord NONE = new RawRecord(null, "", null);

  private final byte @Nullable [] key;
  private final String headers;
  private final byte @Nullable [] value;

  /// @param headers a line each
  public RawRecord(byte @Nullable [] key, String headers, byte @Nullable [] value) {
    this.key = key;
    this.headers = headers;
    this.value = value;
  }

  public byte @Nullable [] key() {
    return key;
  }

  public String headers() {
    return headers;
  }

  public byte @Nullable [] value() {
    return value;
  }
}
