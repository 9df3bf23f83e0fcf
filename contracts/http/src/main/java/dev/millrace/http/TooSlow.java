package dev.millrace.http;

import java.io.IOException;

/// A body came more slowly than it may.
public final class TooSlow extends IOException {

  TooSlow(Pace pace) {
    super(
        "A body must have %d bytes a second after its first %d s"
            .formatted(pace.slowest(), pace.grace().toSeconds()));
  }
}
