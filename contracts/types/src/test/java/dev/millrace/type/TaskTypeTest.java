package dev.millrace.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.ParameterizedType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskTypeTest {

  private record Mail(String to) {}

  private record Report(int lines) {}

  @Test
  void itHasTheNameAndTheTypesThatItIsMadeOf() {
    TaskType<Mail, Void> type = TaskType.of("invoice-mail", Mail.class, Void.class);

    assertThat(type.name()).isEqualTo("invoice-mail");
    assertThat(type.parametersType()).isEqualTo(Mail.class);
    assertThat(type.resultType()).isEqualTo(Void.class);
    assertThat(type).hasToString("invoice-mail");
  }

  @Test
  void aSubclassKeepsTheArgumentsOfItsTypes() {
    TaskType<List<Mail>, Map<String, Report>> type = new TaskType<>("report") {};

    assertThat(type.parametersType())
        .isInstanceOfSatisfying(
            ParameterizedType.class,
            list -> {
              assertThat(list.getRawType()).isEqualTo(List.class);
              assertThat(list.getActualTypeArguments()).containsExactly(Mail.class);
            });
    assertThat(type.resultType())
        .isInstanceOfSatisfying(
            ParameterizedType.class,
            map ->
                assertThat(map.getActualTypeArguments())
                    .containsExactly(String.class, Report.class));
  }

  @Test
  void primitiveTypesAreThoseOfObjects() {
    assertThat(TaskType.of("count", void.class, int.class))
        .isEqualTo(TaskType.of("count", Void.class, Integer.class));
  }

  @Test
  void typesAreEqualWhoseNamesAndTypesAre() {
    TaskType<Mail, Report> type = TaskType.of("mail", Mail.class, Report.class);

    assertThat(type)
        .isEqualTo(new TaskType<Mail, Report>("mail") {})
        .hasSameHashCodeAs(new TaskType<Mail, Report>("mail") {})
        .isNotEqualTo(TaskType.of("mail2", Mail.class, Report.class))
        .isNotEqualTo(TaskType.of("mail", Report.class, Report.class))
        .isNotEqualTo(TaskType.of("mail", Mail.class, Mail.class))
        .isNotEqualTo("mail");
    assertThat(new TaskType<List<Mail>, Report>("mail") {})
        .isEqualTo(new TaskType<List<Mail>, Report>("mail") {})
        .isNotEqualTo(new TaskType<List<String>, Report>("mail") {});
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a-1", "abcdefghijklmnopqrstuvwxyz-0123456789-ab"})
  void namesMayBeAsLongAsTheServiceTakesThem(String name) {
    assertThat(TaskType.of(name, Mail.class, Void.class).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "A",
        "1a",
        "-a",
        "a_b",
        "a b",
        "a\n",
        "ä",
        "abcdefghijklmnopqrstuvwxyz-0123456789-abc"
      })
  void otherNamesAreRefused(String name) {
    assertThatThrownBy(() -> TaskType.of(name, Mail.class, Void.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 40 of a-z")
        .hasMessageContaining("'" + name + "'");
  }

  @Test
  void aLongNameIsNotRepeatedInWhole() {
    assertThatThrownBy(() -> TaskType.of("x".repeat(10_000), Mail.class, Void.class))
        .hasMessageEndingWith("x...' (10000 characters)");
  }

  @Test
  void aTypeThatIsLeftOpenIsRefused() {
    assertThatThrownBy(TaskTypeTest::<Mail>open)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be known where it is written")
        .hasMessageContaining("List<T>");
  }

  @Test
  @SuppressWarnings("rawtypes") // What is refused.
  void aSubclassWithoutArgumentsIsRefused() {
    assertThatThrownBy(() -> new TaskType("raw") {})
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("new TaskType<Parameters, Result>(\"raw\") {}");
  }

  @Test
  void aSubclassOfASubclassIsRefused() {
    class Named extends TaskType<Mail, Report> {
      Named() {
        super("named");
      }
    }
    class Further extends Named {}

    assertThat(new Named().parametersType()).isEqualTo(Mail.class);
    assertThatThrownBy(Further::new).isInstanceOf(IllegalArgumentException.class);
  }

  private static <T> TaskType<List<T>, Report> open() {
    return new TaskType<>("open") {};
  }
}
