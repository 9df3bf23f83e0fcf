package dev.millrace.systemtest.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.systemtest.hostile.HostileShape;
import dev.millrace.systemtest.hostile.shape.Shapes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostileOptionsTest {

  @Test
  void everyOptionIsRead() {
    var options =
        HostileOptions.of(
            List.of(
                "--hostile",
                "--minutes",
                "3",
                "--seed",
                "-7",
                "--seconds",
                "9",
                "--patience",
                "5",
                "--shapes",
                "fat-lists,long-sleeps"));

    assertThat(options.length()).isEqualTo(Duration.ofMinutes(3));
    assertThat(options.seed()).isEqualTo(-7);
    assertThat(options.attack()).isEqualTo(Duration.ofSeconds(9));
    assertThat(options.patience()).isEqualTo(Duration.ofSeconds(5));
    assertThat(options.shapes())
        .extracting(HostileShape::name)
        .containsExactly("fat-lists", "long-sleeps");
  }

  @Test
  void whatCannotBeDoneIsSaid() {
    for (var words :
        List.of(
            List.of("--minutes"),
            List.of("--minutes", "0"),
            List.of("--seed", "x"),
            List.of("--seconds", "601"),
            List.of("--shapes", "gentle"),
            List.of("--brokers", "1"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> HostileOptions.of(words))
          .withMessageContaining(words.getFirst());
    }
  }

  @Test
  void shapesHaveNamesOfTheirOwnAndTheWorstAreAmongThem() {
    List<String> names = Shapes.ALL.stream().map(HostileShape::name).toList();

    assertThat(names).doesNotHaveDuplicates().containsAll(Shapes.WORST);
    assertThat(Shapes.worstFirst(1).subList(0, Shapes.WORST.size()))
        .extracting(HostileShape::name)
        .containsExactlyInAnyOrderElementsOf(Shapes.WORST);
    assertThat(Shapes.worstFirst(1)).isEqualTo(Shapes.worstFirst(1));
  }
}
