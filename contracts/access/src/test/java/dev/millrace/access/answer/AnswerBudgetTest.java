package dev.millrace.access.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AnswerBudgetTest {

  private final AnswerBudget budget = new AnswerBudget(100);

  @Test
  void userWhoReadsSlowlyLeavesHalfToOthers() {
    budget.take("alice", 30);
    assertThatThrownBy(() -> budget.take("alice", 30)).isInstanceOf(AnswersFull.class);

    budget.take("bob", 50);

    assertThatThrownBy(() -> budget.take("carol", 30)).isInstanceOf(AnswersFull.class);
    assertThat(budget.held()).isEqualTo(80);
  }

  @Test
  void whatWasWrittenIsFreeAgain() {
    budget.take("alice", 30);
    budget.giveBack("alice", 30);

    assertThat(budget.held()).isZero();
    assertThatCode(() -> budget.take("alice", 50)).doesNotThrowAnyException();
  }

  @Test
  void answerThatIsLargerThanAllOfItPassesWhereItIsAlone() {
    budget.take("alice", 1_000);

    assertThatThrownBy(() -> budget.take("bob", 1)).isInstanceOf(AnswersFull.class);
  }
}
