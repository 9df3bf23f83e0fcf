package dev.millrace.api.watch.sse;

import java.io.IOException;
import java.util.function.Function;

/// How the answer to a request becomes a stream.
public interface StreamStart {

  /// Sends the head of the answer.
  ///
  /// @param begin is given where to write, at once or when the web server has let go of the
  ///   connection; never, where the client goes in between. It gives back what is to be done when
  ///   the client goes later.
  /// @throws IOException when the client is gone already
  void open(Function<SseOutput, Runnable> begin) throws IOException;
}
