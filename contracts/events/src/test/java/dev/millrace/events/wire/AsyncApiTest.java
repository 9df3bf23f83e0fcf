package dev.millrace.events.wire;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.millrace.contractcheck.document.AsyncApiDocument;
import dev.millrace.events.Fact;
import dev.millrace.events.Samples;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.Topics;
import dev.millrace.events.catalogue.ExecutorSnapshot;
import dev.millrace.events.catalogue.TaskTypeEntry;
import dev.millrace.events.catalogue.TypeControl;
import dev.millrace.events.command.Acceptance;
import dev.millrace.events.command.AddressedCommand;
import dev.millrace.events.command.SubmitTask;
import dev.millrace.events.command.TaskCommand;
import dev.millrace.events.lifecycle.TaskState;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// `asyncapi.yaml` against the code: every topic, type and field of one is in the other.
class AsyncApiTest {

  private static final AsyncApiDocument DOCUMENT = AsyncApiDocument.load();
  private static final String WHERE = "contracts/events/src/main/resources/asyncapi.yaml";
  private static final Set<Class<?>> RECORDS =
      Set.of(TaskTypeEntry.class, TypeControl.class, ExecutorSnapshot.class, SubmitTask.class);

  static List<TaskEvent> events() {
    return Samples.all();
  }

  @Test
  void everyTopicIsAChannelAndNothingElseIs() throws ReflectiveOperationException {
    Set<String> topics = new TreeSet<>();
    for (var field : Topics.class.getFields()) {
      if (field.get(null) instanceof String name && name.startsWith("millrace.")) {
        topics.add(name);
      }
    }
    for (ExecutorGroup group : List.of(ExecutorGroup.DEFAULT, new ExecutorGroup("group"))) {
      topics.add(
          Topics.work(group, new TaskType("type"), Priority.LOW)
              .replace("group", "{group}")
              .replace("type", "{type}")
              .replace("low", "{priority}"));
      topics.add(
          Topics.retry(group, Duration.ofSeconds(2))
              .replace("group", "{group}")
              .replace("2s", "{delay}"));
      topics.add(Topics.control(group).replace("group", "{group}"));
    }

    assertThat(
            DOCUMENT
                .root()
                .path("channels")
                .valueStream()
                .map(channel -> channel.path("address").asString())
                .collect(toSet()))
        .as("the channels in " + WHERE)
        .isEqualTo(topics);
  }

  @Test
  void everyMessageIsSentOnSomeChannelAndReadAndWritten() {
    Set<String> sent = new HashSet<>();
    DOCUMENT
        .root()
        .path("channels")
        .values()
        .forEach(channel -> sent.addAll(channel.path("messages").propertyNames()));

    assertThat(sent).isEqualTo(new HashSet<>(DOCUMENT.at("/components/messages").propertyNames()));
    for (String action : List.of("send", "receive")) {
      assertThat(
              DOCUMENT
                  .root()
                  .path("operations")
                  .valueStream()
                  .filter(o -> o.path("action").asString().equals(action))
                  .map(o -> o.path("channel").path("$ref").asString().replace("#/channels/", "")))
          .as(action)
          .containsExactlyInAnyOrderElementsOf(DOCUMENT.root().path("channels").propertyNames());
    }
  }

  @Test
  void everyEventAndCommandIsAMessageUnderItsName() {
    Set<Class<?>> facts = new HashSet<>(concrete(TaskEvent.class));
    Set<Class<?>> commands = new HashSet<>(concrete(TaskCommand.class));

    assertThat(DOCUMENT.at("/channels/events/messages").propertyNames())
        .as("the messages of channel events in " + WHERE)
        .containsExactlyInAnyOrderElementsOf(names(facts));
    assertThat(DOCUMENT.at("/channels/control/messages").propertyNames())
        .as("the messages of channel control in " + WHERE)
        .containsExactlyInAnyOrderElementsOf(names(commands));
    assertThat(DOCUMENT.at("/channels/controlOfGroup/messages").propertyNames())
        .as("the messages of channel controlOfGroup in " + WHERE)
        .containsExactlyInAnyOrderElementsOf(names(commands));
    for (TaskEvent event : Samples.all()) {
      assertThat(nameOf(event.getClass())).isEqualTo(EventTypes.nameOf(event));
    }
    for (TaskCommand command : commands()) {
      assertThat(nameOf(command.getClass())).isEqualTo(EventTypes.nameOf(command));
    }
    assertThat(nameOf(TypeControl.class)).isEqualTo(EventTypes.TYPE_CONTROL);
    assertThat(nameOf(SubmitTask.class)).isEqualTo(EventTypes.SUBMIT_TASK);
  }

  @Test
  void everyFieldOfEveryRecordIsDescribedAndNothingElseIs() {
    List<Class<?>> records = new ArrayList<>(concrete(TaskEvent.class));
    records.addAll(concrete(TaskCommand.class));
    records.addAll(RECORDS);
    Set<Class<?>> seen = new HashSet<>();

    while (!records.isEmpty()) {
      Class<?> record = records.removeLast();
      if (seen.add(record)) {
        JsonNode schema = DOCUMENT.at("/components/schemas/" + record.getSimpleName());
        Set<String> fields = new TreeSet<>();
        Set<String> required = new TreeSet<>();
        for (RecordComponent component : record.getRecordComponents()) {
          fields.add(component.getName());
          if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            required.add(component.getName());
          }
          records.addAll(recordsIn(component));
        }
        String place = "schema " + record.getSimpleName() + " in " + WHERE;
        assertThat(new TreeSet<>(schema.path("properties").propertyNames()))
            .as("properties of %s", place)
            .isEqualTo(fields);
        assertThat(schema.path("required").valueStream().map(JsonNode::asString).collect(toSet()))
            .as("required of %s", place)
            .isEqualTo(required);
      }
    }
    assertThat(seen).contains(Acceptance.class, Actor.class);
  }

  @Test
  void everyStateAndStatusIsDescribed() {
    Set<String> fields = new TreeSet<>(Set.of("status"));
    for (Class<?> state : concrete(TaskState.class)) {
      for (RecordComponent component : state.getRecordComponents()) {
        fields.add(component.getName());
      }
    }

    assertThat(DOCUMENT.at("/components/schemas/TaskState/properties").propertyNames())
        .containsExactlyInAnyOrderElementsOf(fields);
    assertThat(texts("/components/schemas/TaskStatus/enum"))
        .containsExactlyElementsOf(
            Arrays.stream(TaskStatus.values()).map(TaskStatus::wire).toList());
    assertThat(texts("/components/schemas/Priority/enum"))
        .containsExactlyElementsOf(Arrays.stream(Priority.values()).map(Priority::wire).toList());
  }

  @Test
  void everyHeaderOfADeadLetterIsDescribed() throws ReflectiveOperationException {
    var letter =
        new DeadLetterHeaders(
            DeadLetterHeaders.PERMANENT,
            "bad-input: no such file",
            1,
            new DeadLetterHeaders.Origin("millrace.work.sleep.normal", 0, "17"),
            Samples.NOON);
    Set<String> reasons = new TreeSet<>();
    for (var field : DeadLetterHeaders.class.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers())
          && Modifier.isPublic(field.getModifiers())
          && field.get(null) instanceof String text
          && !text.startsWith(DeadLetterHeaders.PREFIX)) {
        reasons.add(text);
      }
    }

    Set<String> headers = new TreeSet<>(letter.toMap().keySet());
    headers.add(DeadLetterHeaders.ORIGINAL_BYTES);
    assertThat(DOCUMENT.at("/components/schemas/DeadLetterHeaders/properties").propertyNames())
        .containsExactlyInAnyOrderElementsOf(headers);
    assertThat(texts("/components/schemas/DeadLetterHeaders/properties/millrace_reason/enum"))
        .containsExactlyInAnyOrderElementsOf(reasons);
    assertThat(DOCUMENT.complaints(Topics.DEAD_LETTERS, "", letter.toMap(), "\u0000")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("events")
  void recordedSamplesAreWhatIsDescribed(TaskEvent event) throws Exception {
    CloudEvent sample = RecordedSamplesTest.recorded(event);

    assertThat(complaints(Topics.EVENTS, sample)).isEmpty();
  }

  @Test
  void commandsAreWhatIsDescribed() {
    for (TaskCommand command : commands()) {
      var addressed =
          new AddressedCommand(Samples.TASK, Samples.TASK.toString(), Samples.NOON, command);

      assertThat(complaints(Topics.CONTROL, TaskCodec.write(addressed, "/test", null)))
          .as("%s", command)
          .isEmpty();
    }
  }

  @Test
  void recordThatIsNotDescribedIsComplainedOf() {
    CloudEvent good =
        TaskCodec.write(
            new Fact(Samples.TASK, 1, Samples.NOON, Samples.all().get(1)), "/test", null);
    var more =
        new CloudEvent(
            good.id(),
            good.type(),
            good.source(),
            good.subject(),
            good.time(),
            null,
            good.data().replace("{", "{\"news\":1,"));

    assertThat(complaints(Topics.EVENTS, good)).isEmpty();
    assertThat(complaints(Topics.EVENTS, more)).singleElement().asString().contains("news");
    assertThat(complaints("millrace.nowhere", good)).isNotEmpty();
  }

  private static List<String> complaints(String topic, CloudEvent event) {
    return DOCUMENT.complaints(topic, event.subject(), event.headers(), event.data());
  }

  private static List<TaskCommand> commands() {
    var alice = new Actor(new UserId("alice"), "why not");
    var accepted =
        Samples.all().getFirst() instanceof TaskRequested request
            ? new Acceptance(Instant.EPOCH, request)
            : null;
    return List.of(
        new TaskCommand.CancelTask(alice, accepted),
        new TaskCommand.PauseTask(alice, null),
        new TaskCommand.ResumeTask(alice),
        new TaskCommand.RetryTask(new Actor(new UserId("bob"), null)),
        new TaskCommand.CancelTask(alice, accepted, Samples.TASK),
        new TaskCommand.RetryTask(alice, Samples.TASK),
        new TaskCommand.CancelTask(alice, accepted, Samples.TASK, new ExecutorGroup("shop")),
        new TaskCommand.RetryTask(alice, Samples.TASK, ExecutorGroup.DEFAULT),
        new TaskCommand.CountAnswers(
            alice, 3, 1, List.of(new TaskCommand.Refusal(Samples.TASK, "the task is failed"))),
        new TaskCommand.ExpectAnswers(alice, 17));
  }

  private static String nameOf(Class<?> type) {
    return DOCUMENT.at("/components/messages/" + type.getSimpleName()).path("name").asString("");
  }

  private static List<String> texts(String pointer) {
    return DOCUMENT.at(pointer).valueStream().map(JsonNode::asString).toList();
  }

  private static Set<String> names(Set<Class<?>> types) {
    return types.stream().map(Class::getSimpleName).collect(toSet());
  }

  /// The records that a component is made of, but for those that are one word or number on the
  /// wire.
  private static List<Class<?>> recordsIn(RecordComponent component) {
    Class<?> type =
        component.getGenericType() instanceof ParameterizedType list
            ? (Class<?>) list.getActualTypeArguments()[0]
            : component.getType();
    boolean isOneValue =
        Arrays.stream(type.getDeclaredMethods())
            .anyMatch(method -> method.isAnnotationPresent(JsonValue.class));
    return type.isRecord() && !isOneValue ? List.of(type) : List.of();
  }

  private static List<Class<?>> concrete(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses())
            .flatMap(sub -> concrete(sub).stream())
            .toList()
        : List.of(type);
  }
}
