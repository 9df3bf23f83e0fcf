package dev.millrace.client.http;

/// What asking for a stream came to.
public sealed interface StreamAnswer {

  record Opened(OpenStream stream) implements StreamAnswer {}

  /// Anything but a stream: a refusal, or that there is nothing more to hear.
  record Refused(int status) implements StreamAnswer {}
}
