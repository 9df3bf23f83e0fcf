package dev.millrace.http.problem;

import java.util.List;

/// The kinds of refusal that a part of a service brings along: a bean, for the service's document.
public record ProblemKinds(List<ProblemKind> kinds) {

  public static ProblemKinds of(ProblemKind... kinds) {
    return new ProblemKinds(List.of(kinds));
  }
}
