package dev.millrace.outbox.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.task.TaskId;
import dev.millrace.outbox.Outbox;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@MillraceInfra
@Timeout(120)
class FactsLeaveInCommitOrderIT {

  private static final int WRITERS = 6;
  private static final int CHANGES = 150;
  private static final long SEED = 20_260_101;

  @Test
  void factsOfOneTaskStandInTheOrderInWhichConcurrentWritersCommittedThem(Infra infra)
      throws Exception {
    try (var fixture = new RelayFixture(infra)) {
      List<TaskId> tasks = Stream.generate(RelayFixture::newTask).limit(8).toList();
      fixture.jdbc.sql("create table run (task_id uuid primary key, seq int not null)").update();
      tasks.forEach(
          t -> fixture.jdbc.sql("insert into run values (?, 0)").param(t.value()).update());
      fixture.relaying();

      write(fixture, tasks);

      int total = WRITERS * CHANGES;
      try (var heard = fixture.listen().until(h -> h.on(fixture.facts).size() >= total)) {
        for (TaskId task : tasks) {
          List<String> ids = heard.ids(fixture.facts, task);
          assertThat(ids)
              .as("seed %d", SEED)
              .isEqualTo(IntStream.rangeClosed(1, ids.size()).mapToObj(Integer::toString).toList());
        }
        assertThat(heard.on(fixture.facts)).hasSize(total);
      }
    }
  }

  private static void write(RelayFixture fixture, List<TaskId> tasks)
      throws InterruptedException, ExecutionException {
    String change =
        "with changed as (update run set seq = seq + 1 where task_id = ?"
            + " returning seq, cast(? as text) as tail) select "
            + Outbox.EMIT_SEQ_AND_TAIL
            + "::text from changed";
    try (var writers = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<?>> running =
          IntStream.range(0, WRITERS)
              .<Future<?>>mapToObj(writer ->
                  writers.submit(() -> {
                    var random = new Random(SEED + writer);
                    for (int i = 0; i < CHANGES; i++) {
                      TaskId task = tasks.get(random.nextInt(tasks.size()));
                      fixture
                          .jdbc
                          .sql(change)
                          .params(task.value(), fixture.frame(task).tail())
                          .query(String.class)
                          .single();
                    }
                  }))
              .toList();
      for (Future<?> writer : running) {
        writer.get();
      }
    }
  }
}
