package dev.millrace.jobs.llm;

/// Text from outside in a question: between two lines that the instructions name, so that what it
/// says is read and never obeyed.
public final class Material {

  /// The line before and after it.
  public static final String FENCE = "=====DOCUMENT=====";

  private Material() {}

  /// The text between its lines; it cannot end the material itself.
  public static String fenced(String text) {
    return FENCE + "\n" + text.replace(FENCE, "") + "\n" + FENCE;
  }
}
