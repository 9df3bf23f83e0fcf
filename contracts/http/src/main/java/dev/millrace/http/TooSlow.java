package dev.millrace.http;

import java.io.IOException;
import java.util.Locale;

/// A body came more slowly than it may.
public final class TooSlow extends IOException {

  public TooSlow(Pace pace) {
    super(
        String.format(
            Locale.ROOT,
            "A body must have %d bytes a second after its first %d s",
            pace.slowest(),
            pace.grace().toSeconds()));
  }
}
