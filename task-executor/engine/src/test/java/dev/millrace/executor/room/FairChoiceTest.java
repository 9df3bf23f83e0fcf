package dev.millrace.executor.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.task.Priority;
import dev.millrace.events.task.UserId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FairChoiceTest {

  private static final UserId ANN = new UserId("ann");
  private static final UserId BOB = new UserId("bob");
  private static final Map<Priority, Integer> BACKLOG =
      Map.of(Priority.HIGH, 99, Priority.NORMAL, 99, Priority.LOW, 99);

  @Test
  void aUsersPartIsSharedByItsPrioritiesSevenToTwoToOne() {
    FairChoice choice = new FairChoice(Map.of());
    Map<Priority, Integer> served = new EnumMap<>(Priority.class);
    for (int i = 0; i < 50; i++) {
      choice
          .of(2, List.of(new Waiter(ANN, 0, BACKLOG)))
          .forEach(turn -> served.merge(turn.priority(), turn.tasks(), Integer::sum));
    }

    assertThat(served.get(Priority.HIGH)).isBetween(68, 72);
    assertThat(served.get(Priority.NORMAL)).isBetween(18, 22);
    assertThat(served.get(Priority.LOW)).isBetween(9, 11);
  }

  @Test
  void aHighPriorityIsNoWayPastOtherUsers() {
    FairChoice choice = new FairChoice(Map.of());

    List<Turn> turns =
        choice.of(
            10,
            List.of(
                new Waiter(ANN, 0, Map.of(Priority.HIGH, 10)),
                new Waiter(BOB, 0, Map.of(Priority.LOW, 10))));

    assertThat(turns)
        .containsExactlyInAnyOrder(new Turn(ANN, Priority.HIGH, 5), new Turn(BOB, Priority.LOW, 5));
  }

  @Test
  void weightsAreByTheNamesOfUsers() {
    FairChoice choice = new FairChoice(Map.of("ann", 4.0));

    assertThat(
            choice.of(
                10,
                List.of(
                    new Waiter(ANN, 0, Map.of(Priority.LOW, 99)),
                    new Waiter(BOB, 0, Map.of(Priority.LOW, 99)))))
        .containsExactlyInAnyOrder(new Turn(ANN, Priority.LOW, 8), new Turn(BOB, Priority.LOW, 2));
  }
}
