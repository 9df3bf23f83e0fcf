package dev.millrace.executor.control;

import static dev.millrace.executor.support.ControlTopic.BOB;
import static dev.millrace.executor.support.ControlTopic.accepted;
import static dev.millrace.executor.support.ControlTopic.to;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.Fact;
import dev.millrace.events.command.AddressedCommand;
import dev.millrace.events.command.TaskCommand;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.executor.support.EngineDatabase;
import dev.millrace.executor.support.WorkTopic;
import dev.millrace.outbox.OutboxFrame;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.support.JdbcTransactionManager;

/// A bulk control of one group about tasks of another: what becomes of each is counted once, where
/// the bulk control is.
@MillraceInfra
@Timeout(60)
class BulkOverGroupsIT {

  private static final TaskType TYPE = new TaskType("mail");
  private static final ExecutorGroup SHOP = new ExecutorGroup("shop");
  private static final TaskId BULK = new TaskId(UUID.randomUUID());

  private final Infra infra;
  private EngineDatabase shop;
  private EngineDatabase millrace;

  BulkOverGroupsIT(Infra infra) {
    this.infra = infra;
  }

  @BeforeEach
  void open() {
    shop = new EngineDatabase(infra.newDatabase("shop"));
    millrace = new EngineDatabase(infra.newDatabase("millrace"));
  }

  @AfterEach
  void close() {
    shop.close();
    millrace.close();
  }

  @Test
  void answersGoToTheGroupOfTheBulkControlAndCountOnce() {
    TaskId unknown = new TaskId(UUID.randomUUID());
    List<AddressedCommand> commands =
        List.of(
            cancel(ExecutorGroup.DEFAULT),
            cancel(ExecutorGroup.DEFAULT),
            to(unknown, new TaskCommand.RetryTask(BOB, BULK, ExecutorGroup.DEFAULT)));

    journal(shop, SHOP).apply(commands);
    journal(shop, SHOP).apply(commands);

    List<OutboxFrame.Numbered> answers =
        shop.frames().stream()
            .filter(frame -> frame.frame().type().contains("count-answers"))
            .toList();
    assertThat(answers).as("of commands that came twice").hasSize(1);
    assertThat(answers.getFirst().frame().topic()).isEqualTo("millrace.control");
    assertThat(answers.getFirst().frame().key()).isEqualTo(BULK.toString());
    assertThat(counted(shop)).isEmpty();

    AddressedCommand answer =
        requireNonNull(TaskCodec.readCommand(answers.getFirst().toCloudEvent("/test")));
    CommandJournal own = journal(millrace, ExecutorGroup.DEFAULT);
    own.apply(List.of(answer, answer));
    own.apply(List.of(answer));
    own.apply(List.of(cancel(null)));

    assertThat(counted(millrace)).containsExactly("done 3 refused 1 of " + unknown);
    assertThat(millrace.frames().stream().map(frame -> frame.frame().type()))
        .as("an answer is no fact")
        .noneMatch(type -> type.contains("answers"));
  }

  private static AddressedCommand cancel(@Nullable ExecutorGroup bulks) {
    Fact request = WorkTopic.request(TYPE, "{}");
    Fact owned = bulks == null ? request : WorkTopic.of(SHOP, request);
    return to(owned.taskId(), new TaskCommand.CancelTask(BOB, accepted(owned), BULK, bulks));
  }

  private static CommandJournal journal(EngineDatabase database, ExecutorGroup group) {
    return new PostgresCommandJournal(
        database.client(), new JdbcTransactionManager(database.pool()), group, Clock.systemUTC());
  }

  private static List<String> counted(EngineDatabase database) {
    return database
        .client()
        .sql(
            """
            select 'done ' || done || ' refused ' || refused || ' of ' || (refusals -> 0 ->> 'id')
            from millrace_engine.bulk_answer
            """)
        .query((row, _) -> String.valueOf(row.getString(1)))
        .list();
  }
}
