package dev.millrace.standalone.stable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApiLinesTest {

  private static final String HERE = "dev.millrace.standalone.stable.ApiLinesTest$";

  @Test
  void lineHasAllThatABuildOfOthersDependsOn() {
    assertThat(ApiLines.of(Shown.class))
        .containsExactly(
            "public abstract static class " + HERE + "Shown<T> implements " + HERE + "Named<T>",
            "  protected new(int)",
            "  public final <X extends Comparable<X>> java.util.List<X> sorted(java.util.List<X>)"
                + " throws java.io.IOException",
            "  public static final String KIND = shown",
            "  public void inherited()");
  }

  @Test
  void nullThatMayBeAndDefaultsArePartOfIt() {
    assertThat(ApiLines.of(Named.class))
        .containsExactly(
            "public abstract static interface " + HERE + "Named<T>",
            "  public abstract @Nullable String name(T)",
            "  public default boolean isNamed(@Nullable T[] varargs)");
    assertThat(ApiLines.of(Marked.class)).contains("  public abstract int times() default [3]");
  }

  @Test
  void componentsOfARecordAndConstantsOfAnEnumAreMembers() {
    assertThat(ApiLines.of(Pair.class))
        .contains("  public new(int, String)", "  public int left()", "  public String right()");
    assertThat(ApiLines.of(Side.class))
        .anyMatch(line -> line.endsWith("static final " + HERE + "Side LEFT"));
  }

  /// What it does not show is not there: nobody else can call it.
  public abstract static class Shown<T> extends Hidden implements Named<T> {
    public static final String KIND = "shown";

    protected Shown(int size) {}

    Shown() {}

    public final <X extends Comparable<X>> List<X> sorted(List<X> all) throws IOException {
      if (all.isEmpty()) {
        throw new IOException("nothing");
      }
      return all.stream().sorted().toList();
    }

    void notSeen() {}
  }

  abstract static class Hidden {
    public void inherited() {}
  }

  /// Of an interface.
  public interface Named<T> {
    @Nullable String name(T of);

    @SuppressWarnings("unchecked") // of a test: it is only read
    default boolean isNamed(@Nullable T... all) {
      return all.length > 0;
    }
  }

  /// Of an annotation.
  public @interface Marked {
    int times() default 3;
  }

  /// Of a record.
  public record Pair(int left, String right) {}

  /// Of an enum.
  public enum Side {
    LEFT
  }
}
