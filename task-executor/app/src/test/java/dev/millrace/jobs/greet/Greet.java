package dev.millrace.jobs.greet;

/// The handler of the page, for an application of another package.
public final class Greet {

  private Greet() {}

  public static Class<?> handler() {
    return GreetHandler.class;
  }
}
