package dev.millrace.api.submit.commit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.TaskRequested;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import dev.millrace.http.problem.ProblemException;
import dev.millrace.http.problem.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.unit.DataSize;

@Timeout(30)
class GroupCommitTest {

  private final InMemorySubmissionStore store = new InMemorySubmissionStore();
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private GroupCommit commits = new GroupCommit(store, settings(100, 1_000));

  @AfterEach
  void stop() {
    store.open();
    commits.close();
    callers.close();
  }

  @Test
  void loneSubmissionWaitsForNobody() {
    commits.commit(List.of(submission()));

    assertThat(store.committed()).hasSize(1);
  }

  @Test
  void whatComesDuringACommitBecomesOneGroup() throws Exception {
    store.shut();
    List<Future<?>> answers = submitAndWaitUntilQueued(50);

    store.open();

    for (Future<?> answer : answers) {
      answer.get(10, SECONDS);
    }
    assertThat(store.committed().stream().mapToInt(List::size).sum()).isEqualTo(50);
    assertThat(store.committed()).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void nobodyIsAnsweredBeforeTheCommit() {
    store.shut();
    List<Future<?>> answers = submitAndWaitUntilQueued(5);

    assertThat(answers).noneMatch(Future::isDone);
    assertThat(store.committed()).isEmpty();
  }

  @Test
  void groupsAreBoundedByRows() throws Exception {
    commits.close();
    commits = new GroupCommit(store, settings(10, 1_000));
    store.shut();
    List<Future<?>> answers = submitAndWaitUntilQueued(45);

    store.open();

    for (Future<?> answer : answers) {
      answer.get(10, SECONDS);
    }
    assertThat(store.committed()).allMatch(group -> group.size() <= 10);
  }

  @Test
  void requestLargerThanAGroupIsOneTransaction() {
    List<Submission> bulk = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      bulk.add(submission());
    }

    commits.commit(bulk);

    assertThat(store.committed()).containsExactly(bulk);
  }

  @Test
  void badRowFailsOnlyItsOwnCaller() throws Exception {
    store.shut();
    Submission bad = submission();
    store.refuse(one -> one.id().equals(bad.id()));
    List<Future<?>> good = new ArrayList<>(submitAndWaitUntilQueued(5));
    Future<?> refused = callers.submit(() -> commits.commit(List.of(bad)));
    awaitQueued(6);
    good.addAll(submitAndWaitUntilQueued(5, 11));

    store.open();

    for (Future<?> answer : good) {
      answer.get(10, SECONDS);
    }
    await().until(refused::isDone);
    assertThat(refused.exceptionNow()).isInstanceOf(ProblemException.class);
    assertThat(store.committed().stream().flatMap(List::stream)).hasSize(10).doesNotContain(bad);
  }

  @Test
  void nobodyOfAGroupIsAcceptedWhenTheDatabaseIsAway() {
    store.goAway();

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> commits.commit(List.of(submission())))
        .matches(e -> e.problem().type() == ProblemType.UNAVAILABLE)
        .matches(e -> e.problem().retryAfter() != null);
    assertThat(store.committed()).isEmpty();
  }

  @Test
  void fullQueueRefusesAtOnce() {
    commits.close();
    commits = new GroupCommit(store, settings(1, 3));
    store.shut();
    submitAndWaitUntilQueued(1);
    await().until(store::isHolding);
    submitAndWaitUntilQueued(3, 4);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> commits.commit(List.of(submission())))
        .matches(e -> e.problem().type() == ProblemType.OVERLOADED);
  }

  @Test
  void callerThatIsGoneChangesNothing() {
    store.shut();
    List<Future<?>> answers = submitAndWaitUntilQueued(3);

    answers.forEach(answer -> answer.cancel(true));
    store.open();

    await().until(() -> store.committed().stream().mapToInt(List::size).sum() == 3);
  }

  @Test
  void closingWritesWhatIsQueued() {
    store.shut();
    submitAndWaitUntilQueued(20);
    store.open();

    commits.close();

    assertThat(store.committed().stream().mapToInt(List::size).sum()).isEqualTo(20);
  }

  private List<Future<?>> submitAndWaitUntilQueued(int count) {
    return submitAndWaitUntilQueued(count, count);
  }

  private List<Future<?>> submitAndWaitUntilQueued(int count, int waitingThen) {
    List<Future<?>> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      answers.add(callers.submit(() -> commits.commit(List.of(submission()))));
    }
    awaitQueued(waitingThen);
    return answers;
  }

  private void awaitQueued(int count) {
    await().until(() -> commits.unanswered() == count);
  }

  private static GroupCommitSettings settings(int groupRows, int queueRows) {
    return new GroupCommitSettings(
        1,
        groupRows,
        DataSize.ofMegabytes(4),
        queueRows,
        DataSize.ofMegabytes(16),
        Duration.ofSeconds(5));
  }

  static Submission submission() {
    return Submission.of(
        new TaskId(UUID.randomUUID()),
        Instant.EPOCH,
        new TaskRequested(
            new TaskType("sleep"),
            new UserId("u"),
            Priority.NORMAL,
            Json.EMPTY_OBJECT,
            null,
            null,
            null,
            null,
            3,
            null,
            null,
            Duration.ofDays(7)),
        null,
        null);
  }
}
