package dev.millrace.access;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Says in a line why the service did not start, instead of the stack of bean creations.
final class NoIssuerAnalyzer extends AbstractFailureAnalyzer<NoIssuer> {

  @Override
  protected FailureAnalysis analyze(Throwable failure, NoIssuer cause) {
    return new FailureAnalysis(
        String.valueOf(cause.getMessage()), "See \"Access\" in docs/api.md.", cause);
  }
}
