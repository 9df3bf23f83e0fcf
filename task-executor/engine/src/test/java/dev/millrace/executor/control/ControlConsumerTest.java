package dev.millrace.executor.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.events.Topics;
import dev.millrace.events.command.AddressedCommand;
import dev.millrace.events.command.TaskCommand;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.executor.observe.EngineMeters;
import dev.millrace.executor.support.ControlTopic;
import dev.millrace.executor.work.deadletter.DeadLetter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;

class ControlConsumerTest {

  private final List<String> applied = new ArrayList<>();
  private final List<String> putAside = new ArrayList<>();
  private final List<DeadLetter> letters = new ArrayList<>();
  private final AddressedCommand first = command();
  private final AddressedCommand second = command();
  private final FailingJournal journal = new FailingJournal();
  private final ControlConsumer consumer =
      new ControlConsumer(
          journal,
          new ControlPlane.Member(ExecutorGroup.DEFAULT, Map.of()),
          letters::addAll,
          new EngineMeters(new SimpleMeterRegistry()));

  @Test
  void aPollIsNotTakenWhileTheDatabaseIsAway() {
    journal.failure = new QueryTimeoutException("the database is away");
    var poll = List.of(record(0, first), record(1, second));

    assertThatThrownBy(() -> consumer.onMessage(poll)).isSameAs(journal.failure);
    assertThat(putAside).isEmpty();
    assertThat(letters).isEmpty();

    journal.failure = null;
    consumer.onMessage(poll);
    assertThat(applied).containsExactly(first.id(), second.id());
  }

  @Test
  void aCommandThatTheDatabaseRefusesIsPutAsideAloneAndItsNeighbourApplied() {
    journal.failure = new DataIntegrityViolationException("no", new SQLException("no", "23514"));
    journal.refused = first.id();

    consumer.onMessage(List.of(record(0, first), record(1, second)));

    assertThat(applied).containsExactly(second.id());
    assertThat(putAside).containsExactly(first.id());
    assertThat(letters).extracting(DeadLetter::reason).containsExactly("refused");
  }

  @Test
  void aRecordThatIsNoCommandIsADeadLetterAndItsNeighbourApplied() {
    var nonsense = new ConsumerRecord<>(Topics.CONTROL, 0, 0, "k", "{".getBytes(UTF_8));

    consumer.onMessage(List.of(nonsense, record(1, second)));

    assertThat(applied).containsExactly(second.id());
    assertThat(letters).extracting(DeadLetter::reason).containsExactly("unreadable");
  }

  private final class FailingJournal implements CommandJournal {

    private @Nullable RuntimeException failure;
    private @Nullable String refused;

    @Override
    public List<Applied> apply(List<AddressedCommand> commands) {
      List<String> ids = commands.stream().map(AddressedCommand::id).toList();
      RuntimeException thrown = failure;
      if (thrown != null && (refused == null || ids.contains(refused))) {
        throw thrown;
      }
      applied.addAll(ids);
      return List.of();
    }

    @Override
    public List<Applied> putAside(AddressedCommand command) {
      putAside.add(command.id());
      return List.of();
    }
  }

  private static AddressedCommand command() {
    return ControlTopic.to(
        new TaskId(UUID.randomUUID()), new TaskCommand.PauseTask(ControlTopic.BOB, null));
  }

  private static ConsumerRecord<String, byte[]> record(long offset, AddressedCommand command) {
    var event = TaskCodec.write(command, "/test", null);
    var record =
        new ConsumerRecord<>(
            Topics.CONTROL, 0, offset, event.subject(), event.data().getBytes(UTF_8));
    event.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
    return record;
  }
}
