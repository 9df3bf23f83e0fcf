package dev.millrace.standalone;

import dev.millrace.embedded.StartupProblem;
import java.io.IOException;
import org.springframework.boot.web.server.PortInUseException;

/// Turns what stopped a start into one line that says what is wrong and what to do.
final class StartupFailure {

  private StartupFailure() {}

  static String line(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case StartupProblem problem -> {
          return String.valueOf(problem.getMessage());
        }
        case PortInUseException port -> {
          return "Port "
              + port.getPort()
              + " is in use by another process; stop it or choose others with MILLRACE_PORT.";
        }
        case IOException io when String.valueOf(io.getMessage()).contains("No space left") -> {
          return "The disk is full; free some space, or choose another folder with MILLRACE_DATA.";
        }
        default -> {
          // Look further down: the reason is usually the innermost cause.
        }
      }
    }
    return "The start failed: " + root(failure) + ". The log above says more.";
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
