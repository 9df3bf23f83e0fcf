package dev.millrace.executor.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TurnsTest {

  private final Turns<String> turns = new Turns<>();

  @Test
  void turnsFollowTheWeightsAndTheHeaviestIsFirst() {
    List<String> served = serve(1_000, Map.of("a", 7.0, "b", 2.0, "c", 1.0));

    assertThat(served.subList(0, 3)).containsOnly("a");
    assertThat(Collections.frequency(served, "a")).isBetween(690, 710);
    assertThat(Collections.frequency(served, "b")).isBetween(190, 210);
    assertThat(Collections.frequency(served, "c")).isBetween(90, 110);
  }

  @Test
  void aKeyThatWasNoCandidateHasSavedNothingUp() {
    serve(1_000, Map.of("c", 1.0));

    assertThat(serve(7, Map.of("a", 7.0, "c", 1.0))).startsWith("a", "a", "a", "a", "a", "a");
  }

  @Test
  void aLightKeyGetsItsTurnHoweverManyHeavyOnesThereAre() {
    Map<String, Double> candidates = new LinkedHashMap<>();
    for (int i = 0; i < 50; i++) {
      candidates.put("heavy-" + i, 100.0);
    }
    candidates.put("light", 1.0);

    assertThat(serve(50 * 101, candidates)).contains("light");
  }

  @Test
  void nobodyGetsATurnWithoutCandidates() {
    assertThatIllegalArgumentException().isThrownBy(() -> turns.next(Map.of()));
  }

  private List<String> serve(int count, Map<String, Double> candidates) {
    List<String> served = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      served.add(turns.next(candidates));
    }
    return served;
  }
}
