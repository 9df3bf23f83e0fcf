package dev.millrace.executor.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.events.stored.Json;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TaskContext;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.store.InMemoryRunStore;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Past;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.type.TypeReference;

class HandlerCallTest {

  private static final String GOOD =
      "{'customer':'ada','born':'1815-12-10','lines':[{'item':'tea','count':2}]}";

  private final TaskContext context =
      new EngineTaskContext(
          Attempts.any(Attempts.WAITS),
          new InMemoryRunStore(new InMemoryRunStore.Store(), new ExecutorId("anne")));
  private final Validator validator = Validation.buildDefaultValidatorFactory().getValidator();

  record Line(@NotBlank String item, @Min(1) int count) {}

  record Order(
      @NotBlank String customer,
      @Past LocalDate born,
      List<@Valid Line> lines,
      @Nullable String note) {}

  @Test
  void whatIsOptionalMayBeLeftOutOrNull() {
    assertThat(read(GOOD)).isEqualTo(read(GOOD.replace("'lines'", "'note':null,'lines'")));
    assertThat(read(GOOD).note()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "'customer':'ada',| | customer",
        "'ada'| null | customer",
        "'lines':[{'item':'tea','count':2}]| 'lines':null | lines",
        "'item':'tea',| | lines[0].item",
        "'count':2| 'count':null | lines[0].count",
        ",'count':2| | lines[0].count",
        "'count':2| 'count':2,'price':3 | lines[0].price",
        "'born'| 'birthday':'1815-12-10','born' | birthday"
      })
  void whatIsMissingNullOrUnknownIsAnErrorThatNamesIt(
      String part, @Nullable String other, String path) {
    String json = GOOD.replace(part, other == null ? "" : other);

    assertThatThrownBy(() -> read(json))
        .isInstanceOfSatisfying(
            PermanentFailure.class,
            failure -> assertThat(failure.code()).isEqualTo("bad-parameters"))
        .hasMessageContaining(": " + path + ": ");
  }

  @Test
  void aTypeMayHaveArguments() {
    List<Line> lines =
        HandlerCall.read(new Lines(), Json.parse("[{\"item\":\"tea\",\"count\":2}]"));

    assertThat(lines).containsExactly(new Line("tea", 2));
    assertThatThrownBy(() -> HandlerCall.read(new Lines(), Json.parse("[{\"item\":\"tea\"}]")))
        .hasMessageContaining("[0].count");
  }

  @Test
  void whatTheSchemaCannotSayIsCheckedBeforeTheHandlerRuns() {
    String json =
        GOOD.replace("1815", "2815").replace("'count':2", "'count':0").replace("'ada'", "' '");

    assertThatThrownBy(() -> new HandlerCall(validator).begin(new Orders(), json(json), context))
        .isInstanceOfSatisfying(
            PermanentFailure.class,
            failure -> assertThat(failure.code()).isEqualTo("bad-parameters"))
        .hasMessage(
            "the parameters are refused: born must be a past date; customer must not be blank;"
                + " lines[0].count must be greater than or equal to 1");
  }

  @Test
  void elementsOfAListAreCheckedToo() {
    assertThatThrownBy(() ->
            new HandlerCall(validator)
                .begin(
                    new Lines(),
                    Json.parse("[{\"item\":\"tea\",\"count\":2},{\"item\":\"\",\"count\":2}]"),
                    context))
        .hasMessageContaining("[1].item must not be blank");
  }

  @Test
  void aTaskThatHasCommittedIsNotAskedAgain() throws Exception {
    String late = GOOD.replace("1815", "2815");

    assertThat(new HandlerCall(validator).goOn(new Orders(), json(late), context))
        .isEqualTo(Json.of("ada"));
    assertThat(new HandlerCall(null).begin(new Orders(), json(late), context))
        .as("an application without a validator")
        .isEqualTo(Json.of("ada"));
  }

  @Test
  void aValidatorThatNoLibraryStandsBehindIsAsGoodAsNone() throws Exception {
    String late = GOOD.replace("1815", "2815");
    var refusing =
        (Validator)
            Proxy.newProxyInstance(
                Validator.class.getClassLoader(),
                new Class<?>[] {Validator.class},
                (_, _, _) -> {
                  throw new IllegalStateException("no target validator");
                });

    assertThat(new HandlerCall(refusing).begin(new Orders(), json(late), context))
        .isEqualTo(Json.of("ada"));
  }

  @Test
  void aMillionErrorsAreSaidInShort() {
    String lines = "{'item':' ','count':0},".repeat(1_000);
    String json = GOOD.replace("{'item':'tea','count':2}", lines.substring(0, lines.length() - 1));

    assertThatThrownBy(() -> new HandlerCall(validator).begin(new Orders(), json(json), context))
        .satisfies(
            failure -> assertThat(String.valueOf(failure.getMessage()).split(";")).hasSize(10));
  }

  private static Order read(String json) {
    return HandlerCall.read(new Orders(), json(json));
  }

  private static Json json(String text) {
    return Json.parse(text.replace('\'', '"'));
  }

  private static final class Orders implements TaskHandler<Order, String> {
    @Override
    public TaskType type() {
      return new TaskType("order");
    }

    @Override
    public String description() {
      return "For tests.";
    }

    @Override
    public Class<Order> parameters() {
      return Order.class;
    }

    @Override
    public String run(Order order, TaskContext context) {
      return order.customer();
    }
  }

  private static final class Lines implements TaskHandler<List<Line>, Integer> {
    @Override
    public TaskType type() {
      return new TaskType("lines");
    }

    @Override
    public String description() {
      return "For tests.";
    }

    @Override
    public Class<? super List<Line>> parameters() {
      return List.class;
    }

    @Override
    public Type parametersType() {
      return new TypeReference<List<Line>>() {}.getType();
    }

    @Override
    public Integer run(List<Line> lines, TaskContext context) {
      return lines.size();
    }
  }
}
