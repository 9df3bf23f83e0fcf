package dev.millrace.executor.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.catalogue.ExecutorSnapshot;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.catalogue.TaskTypeEntry;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GroupConflictTest {

  private static final ExecutorGroup SHOP = new ExecutorGroup("shop");
  private static final ExecutorGroup BANK = new ExecutorGroup("bank");
  private static final TaskType MAIL = new TaskType("mail");
  private static final String DATABASE = "1-1";

  @Test
  void typeOfALivingGroupIsSaidWithBothGroups() {
    Optional<String> conflict = of(SHOP, List.of(entry(BANK)), List.of(offering(BANK, "2-1")));

    assertThat(conflict)
        .hasValueSatisfying(line ->
            assertThat(line)
                .contains("'mail'", "'bank'", "'shop'", "bank-1", "millrace.executor.finishes")
                .doesNotContain("\n"));
  }

  @Test
  void typeOfAGroupThatIsGoneOrFinishesItOrHasItsOwnGroupIsFree() {
    var finishing = snapshot(BANK, "2-1", new ExecutorSnapshot.TypeLoad(MAIL, 1, 0, null, true));
    var another =
        snapshot(BANK, "2-1", new ExecutorSnapshot.TypeLoad(new TaskType("order"), 1, 0, null));

    assertThat(of(SHOP, List.of(entry(BANK)), List.of())).isEmpty();
    assertThat(of(SHOP, List.of(entry(BANK)), List.of(finishing, another))).isEmpty();
    assertThat(of(SHOP, List.of(entry(SHOP)), List.of(offering(SHOP, DATABASE)))).isEmpty();
    assertThat(of(SHOP, List.of(), List.of())).isEmpty();
  }

  @Test
  void typeThatThisExecutorDoesNotAnnounceIsNoConflict() {
    assertThat(
            GroupConflict.of(
                SHOP, DATABASE, Set.of(), List.of(entry(BANK)), List.of(offering(BANK, "2-1"))))
        .isEmpty();
  }

  @Test
  void entryOfBeforeIsTheDefaultGroups() {
    var before = snapshot(null, null, new ExecutorSnapshot.TypeLoad(MAIL, 1, 0, null));

    assertThat(of(SHOP, List.of(entry(null)), List.of(before)))
        .hasValueSatisfying(line -> assertThat(line).contains("'millrace'", "'shop'"));
    assertThat(of(ExecutorGroup.DEFAULT, List.of(entry(null)), List.of(before))).isEmpty();
  }

  @Test
  void groupOnAnotherDatabaseIsRefusedWhateverItsTypes() {
    assertThat(of(SHOP, List.of(), List.of(snapshot(SHOP, "2-1"))))
        .hasValueSatisfying(line ->
            assertThat(line)
                .contains("'shop'", "1-1", "2-1", "millrace.executor.group")
                .doesNotContain("\n"));
    assertThat(of(SHOP, List.of(), List.of(snapshot(BANK, "2-1")))).isEmpty();
  }

  @Test
  void whoIsAboutToAnnounceIsAContender() {
    assertThat(GroupConflict.contender(SHOP, Set.of(MAIL), List.of(offering(BANK, "2-1"))))
        .hasValueSatisfying(line -> assertThat(line).contains("'mail'", "'bank'", "'shop'"));
    assertThat(GroupConflict.contender(SHOP, Set.of(MAIL), List.of(offering(SHOP, DATABASE))))
        .isEmpty();
    assertThat(GroupConflict.contender(SHOP, Set.of(), List.of(offering(BANK, "2-1")))).isEmpty();
  }

  private static Optional<String> of(
      ExecutorGroup group, List<TaskTypeEntry> catalogue, List<ExecutorSnapshot> living) {
    return GroupConflict.of(group, DATABASE, Set.of(MAIL), catalogue, living);
  }

  private static TaskTypeEntry entry(@Nullable ExecutorGroup group) {
    return new TaskTypeEntry(
        MAIL, "Mails.", Json.EMPTY_OBJECT, null, TaskPolicy.STANDARD, true, null, null, group);
  }

  private static ExecutorSnapshot offering(ExecutorGroup group, String database) {
    return snapshot(group, database, new ExecutorSnapshot.TypeLoad(MAIL, 1, 0, null));
  }

  private static ExecutorSnapshot snapshot(
      @Nullable ExecutorGroup group,
      @Nullable String database,
      ExecutorSnapshot.TypeLoad... types) {
    return new ExecutorSnapshot(
        new ExecutorId(group + "-1"),
        "host",
        Instant.EPOCH,
        Instant.EPOCH,
        List.of(types),
        List.of(),
        0,
        group,
        database);
  }
}
