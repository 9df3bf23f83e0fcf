package dev.millrace.http.problem;

import java.util.Locale;

/// A kind of refusal: a constant of an enumeration, whose name is the last part of its URI.
public interface ProblemKind {

  /// What the URIs of all kinds begin with.
  String BASE = "https://millrace.dev/problems/";

  String name();

  /// The HTTP status it is sent with.
  int status();

  /// For people, and the same for every problem of the kind.
  String title();

  /// Its word, such as `not-found`: a promise to clients.
  default String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The stable URI.
  default String uri() {
    return BASE + word();
  }
}
