package dev.millrace.api.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.events.task.UserId;
import dev.millrace.http.problem.ProblemException;
import dev.millrace.http.problem.ProblemType;
import org.junit.jupiter.api.Test;

class ConnectionLimitTest {

  private static final UserId ALICE = new UserId("alice");
  private static final UserId BOB = new UserId("bob");

  private final ConnectionLimit places = new ConnectionLimit("streams", 3, 2);

  @Test
  void userHasNoMoreThanTheirShareAndAllTogetherNoMoreThanThereAre() {
    assertThat(places.take(ALICE)).isTrue();
    assertThat(places.take(ALICE)).isTrue();
    assertThat(places.take(ALICE)).isFalse();
    assertThat(places.take(BOB)).isTrue();
    assertThat(places.take(BOB)).isFalse();
    assertThat(places.taken()).isEqualTo(3);
  }

  @Test
  void placeThatIsGivenBackIsFreeAgain() {
    places.take(ALICE);
    places.take(ALICE);
    assertThatThrownBy(() -> places.requireFree(ALICE)).isInstanceOf(ProblemException.class);

    places.giveBack(ALICE);

    places.requireFree(ALICE);
    assertThat(places.take(ALICE)).isTrue();
    places.giveBack(ALICE);
    places.giveBack(ALICE);
    assertThat(places.taken()).isZero();
  }

  @Test
  void whoFindsNoPlaceIsToldWhetherItIsTheirOwnShareThatIsSpent() {
    places.enter(ALICE);
    places.enter(ALICE);
    refused(ALICE, ProblemType.QUOTA_EXCEEDED);
    places.enter(BOB);
    refused(BOB, ProblemType.OVERLOADED);
  }

  private void refused(UserId user, ProblemType type) {
    assertThatThrownBy(() -> places.enter(user))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().type()).isEqualTo(type));
    assertThat(places.taken()).isLessThanOrEqualTo(3);
  }
}
