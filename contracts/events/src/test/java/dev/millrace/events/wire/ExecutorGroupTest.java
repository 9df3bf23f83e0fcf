package dev.millrace.events.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.events.Samples;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.Topics;
import dev.millrace.events.catalogue.ExecutorSnapshot;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.catalogue.TaskTypeEntry;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Groups of executors in names and records: what is said of the default one is what was said
/// before there were groups.
class ExecutorGroupTest {

  private static final ExecutorGroup SHOP = new ExecutorGroup("shop");
  private static final TaskType MAIL = new TaskType("mail");
  private static final TaskRequested REQUEST = (TaskRequested) Samples.all().getFirst();

  @ParameterizedTest
  @ValueSource(strings = {"a", "shop", "shop-eu-2", "a234567890123456789012345678901234567890"})
  void wordsJoinedByHyphensAreAName(String name) {
    assertThat(new ExecutorGroup(name).value()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Shop",
        "shop_eu",
        "shop.eu",
        "shop-",
        "-shop",
        "shop--eu",
        "2shop",
        "sh op",
        "shöp",
        "a2345678901234567890123456789012345678901"
      })
  void anythingElseIsNone(String name) {
    assertThatThrownBy(() -> new ExecutorGroup(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("executor group");
  }

  @Test
  void defaultGroupKeepsTheNamesThatItHad() {
    ExecutorGroup millrace = ExecutorGroup.DEFAULT;

    assertThat(millrace.value()).isEqualTo("millrace");
    assertThat(
            List.of(
                Topics.work(millrace, MAIL, Priority.HIGH),
                Topics.work(MAIL, Priority.HIGH),
                Topics.retry(millrace, Duration.ofSeconds(2)),
                Topics.control(millrace),
                Topics.executors(millrace),
                Topics.retries(millrace),
                Topics.commanders(millrace)))
        .containsExactly(
            "millrace.work.mail.high",
            "millrace.work.mail.high",
            "millrace.retry.2s",
            "millrace.control",
            "millrace-executors",
            "millrace-retry",
            "millrace-control");
  }

  @Test
  void otherGroupsHaveNamesOfTheirOwn() {
    assertThat(
            List.of(
                Topics.work(SHOP, MAIL, Priority.HIGH),
                Topics.retry(SHOP, Duration.ofSeconds(2)),
                Topics.control(SHOP),
                Topics.executors(SHOP),
                Topics.retries(SHOP),
                Topics.commanders(SHOP)))
        .containsExactly(
            "millrace.work.shop.mail.high",
            "millrace.retry.shop.2s",
            "millrace.control.shop",
            "millrace-executors-shop",
            "millrace-retry-shop",
            "millrace-control-shop");
  }

  @Test
  void requestWithoutAGroupIsTheDefaultOnesAndSaysSoBySilence() {
    assertThat(REQUEST.owners()).isEqualTo(ExecutorGroup.DEFAULT);
    assertThat(REQUEST.ownedBy(ExecutorGroup.DEFAULT)).isEqualTo(REQUEST);
    assertThat(TaskCodec.dataOf(REQUEST.ownedBy(ExecutorGroup.DEFAULT))).doesNotContain("group");
    assertThat(REQUEST.workTopic()).isEqualTo("millrace.work.recalc.high");
  }

  @Test
  void requestOfAGroupGoesThereAndBack() {
    TaskRequested ofShop = REQUEST.ownedBy(SHOP);
    CloudEvent record = TaskCodec.write(Samples.fact(0, ofShop), "/test", null);

    assertThat(record.data()).contains("\"group\":\"shop\"");
    assertThat(TaskCodec.readFact(record)).isEqualTo(Samples.fact(0, ofShop));
    assertThat(ofShop.owners()).isEqualTo(SHOP);
    assertThat(ofShop.workTopic()).isEqualTo("millrace.work.shop.recalc.high");
    assertThat(ofShop.partOf(Samples.TASK).owners()).isEqualTo(SHOP);
    assertThat(ofShop.with(Json.EMPTY_OBJECT).owners()).isEqualTo(SHOP);
  }

  @Test
  void catalogueEntryOfAGroupGoesThereAndBackAndOneOfBeforeIsTheDefaultOnes() {
    var entry =
        new TaskTypeEntry(
            MAIL, "Mails.", Json.EMPTY_OBJECT, null, TaskPolicy.STANDARD, true, null, null, SHOP);
    var before =
        new TaskTypeEntry(MAIL, "Mails.", Json.EMPTY_OBJECT, null, TaskPolicy.STANDARD, true, null);

    assertThat(TaskCodec.readEntry(TaskCodec.write(entry))).isEqualTo(entry);
    assertThat(entry.owners()).isEqualTo(SHOP);
    assertThat(TaskCodec.write(before)).doesNotContain("group");
    assertThat(TaskCodec.readEntry(TaskCodec.write(before)).owners())
        .isEqualTo(ExecutorGroup.DEFAULT);
  }

  @Test
  void snapshotSaysTheGroupAndWhatItOnlyFinishes() {
    var other = new TaskType("order");
    var snapshot =
        new ExecutorSnapshot(
            new ExecutorId("host-1"),
            "host",
            Samples.NOON,
            Samples.NOON,
            List.of(
                new ExecutorSnapshot.TypeLoad(MAIL, 4, 0, null),
                new ExecutorSnapshot.TypeLoad(other, 4, 0, null, true)),
            List.of(),
            0,
            SHOP,
            "17-4");

    assertThat(TaskCodec.readSnapshot(TaskCodec.write(snapshot))).isEqualTo(snapshot);
    assertThat(snapshot.owners()).isEqualTo(SHOP);
    assertThat(snapshot.offers(MAIL)).isTrue();
    assertThat(snapshot.offers(other)).isFalse();
    assertThat(snapshot.offers(new TaskType("sleep"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"Shop\"", "\"a.b\"", "17", "{}", "[]"})
  void recordWithAGroupThatIsNoneIsMalformed(String group) {
    String data = TaskCodec.dataOf(REQUEST);
    String hostile = data.substring(0, data.length() - 1) + ",\"group\":" + group + "}";
    CloudEvent record =
        new CloudEvent(
            Samples.TASK + ":0",
            TaskCodec.typeOf(REQUEST),
            "/test",
            Samples.TASK.toString(),
            Samples.NOON,
            null,
            hostile);

    assertThatThrownBy(() -> TaskCodec.readFact(record))
        .isInstanceOf(MalformedRecord.class)
        .hasMessageContaining("group");
  }
}
