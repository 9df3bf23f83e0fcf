package dev.millrace.api.input;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The W3C trace context of a request. One that is not well formed is as good as none.
public final class TraceParent {

  private static final Pattern FORM =
      Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  private TraceParent() {}

  /// The header, when it is well formed.
  public static @Nullable String read(@Nullable String header) {
    return header != null && FORM.matcher(header).matches() ? header : null;
  }
}
