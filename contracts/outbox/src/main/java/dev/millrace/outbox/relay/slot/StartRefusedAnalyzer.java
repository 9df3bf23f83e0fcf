package dev.millrace.outbox.relay.slot;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Says in a line why the service did not start, instead of the stack of its beans.
final class StartRefusedAnalyzer extends AbstractFailureAnalyzer<StartRefused> {

  @Override
  protected FailureAnalysis analyze(Throwable failure, StartRefused cause) {
    return new FailureAnalysis(
        cause.why(), "See \"Many services on one Kafka\" in docs/operations.md.", cause);
  }
}
