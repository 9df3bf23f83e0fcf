package dev.millrace.jobs.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.events.stored.Json;
import dev.millrace.events.task.UserId;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.testkit.AnnouncedResult;
import dev.millrace.executor.testkit.Crash;
import dev.millrace.executor.testkit.HandlerKit;
import dev.millrace.executor.testkit.RecordingTaskContext;
import dev.millrace.executor.testkit.RunResult;
import dev.millrace.jobs.document.Document;
import dev.millrace.jobs.document.DocumentLimits;
import dev.millrace.jobs.document.DocumentReader;
import dev.millrace.jobs.document.DocumentSource;
import dev.millrace.jobs.document.Documents;
import dev.millrace.jobs.document.Place;
import dev.millrace.jobs.embedded.EmbeddedModels;
import dev.millrace.jobs.embedded.EmbeddedProperties;
import dev.millrace.jobs.embedded.Language;
import dev.millrace.jobs.llm.ScriptedModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class AnalysisHandlerTest {

  private static final String LONG =
      ("Filler sentence number one about nothing at all in this paragraph. ".repeat(100) + "\n\n")
              .repeat(5)
          + "The bid closes on 1 March 2027 at noon.";

  private final Map<String, String> uploads = new HashMap<>();
  private final ScriptedModel model = new ScriptedModel();
  private final RecordingTaskContext context = RecordingTaskContext.inMemory();

  @Test
  void quotesThatDoNotStandInTheDocumentAreLeftOut() throws Exception {
    model.reply =
        _ ->
            """
            {"summary":"A tender.","items":[
              {"tab":"dates","text":"Noon.","quote":"closes on 1 March"},
              {"tab":"risks","text":"Invented.","quote":"the moon is made of cheese"},
              {"tab":"gossip","text":"Not a tab.","quote":""}]}\
            """;
    AnalysisResult.Tender result =
        (AnalysisResult.Tender) run(context, text("Intro.\n\nThe bid closes on 1 March."));

    assertThat(result.summary()).isEqualTo("A tender.");
    assertThat(items(result, "dates"))
        .containsExactly(new AnalysisResult.Item("Noon.", "closes on 1 March", new Place(null, 2)));
    assertThat(items(result, "risks"))
        .containsExactly(new AnalysisResult.Item("Invented.", null, null));
    assertThat(result.metadata().refutedQuotes()).isEqualTo(1);
    assertThat(result.metadata().engine()).isEqualTo("language-model");
    assertThat(result.metadata().model()).isEqualTo("fake/fake-1");
    assertThat(result.tabs())
        .extracting(AnalysisResult.TabContent::id)
        .containsExactly("requirements", "scoring", "dates", "commercial", "technical", "risks");
  }

  @Test
  void oneBadItemLosesOneItem() throws Exception {
    model.reply =
        _ ->
            """
            Here it is:
            ```json
            {"summary":"s","items":[{"text":"A","hours":8.5}, null, "B", {"text":"C","hours":"some"},
             {"text":["D"]}, {"text":"E","hours":1e-999999}, {"text":"F","hours":"2"},]}
            ```\
            """;
    AnalysisResult.Workload result =
        (AnalysisResult.Workload)
            run(
                context,
                new AnalysisParameters("Some work.", null, AnalysisParameters.Kind.WORKLOAD, null));

    assertThat(result.items())
        .extracting(AnalysisResult.WorkItem::text)
        .containsExactly("A", "E", "F");
    assertThat(result.totalHours()).isEqualByComparingTo("10.5");
    assertThat(model.asked).hasSize(1);
  }

  @Test
  void aRetryPaysForNoChunkTwice() throws Exception {
    model.reply = _ -> "{\"summary\":\"part\",\"items\":[]}";
    RecordingTaskContext crashing = context.crashingAt(2);
    assertThatThrownBy(() -> run(crashing, text(LONG))).isInstanceOf(Crash.class);
    assertThat(model.asked).as("two committed, one lost in the crash").hasSize(3);
    model.asked.clear();

    AnalysisResult result = run(crashing.nextRun(), text(LONG));
    int chunks = result.metadata().chunks();
    assertThat(chunks).isGreaterThan(2);
    assertThat(model.asked)
        .as("the chunks that were left, and the summary")
        .hasSize(chunks - 2 + 1);
    assertThat(result.metadata().usage().calls()).isEqualTo(chunks + 1);
  }

  @Test
  void theResultIsTheSameWhereverTheProcessDies() {
    model.reply =
        question ->
            "{\"summary\":\"part\",\"items\":[{\"tab\":\"dates\",\"text\":\"%d\"}]}"
                .formatted(question.turns().getLast().text().hashCode());

    RunResult ran = HandlerKit.of(_ -> handler()).survivesEveryCrash(Json.of(text(LONG)).text());

    assertThat(ran.commits()).isGreaterThan(2);
    AnnouncedResult.fits(handler(), ran.result(Json.class));
  }

  @Test
  void workloadTotalsAreAddedUpHere() throws Exception {
    model.reply =
        _ ->
            """
            {"summary":"s","total":999,"items":[{"text":"A","hours":8.5},{"text":"B","hours":1.5},
             {"text":"C"},{"text":"D","hours":-4},{"text":"a","hours":8.5}]}\
            """;
    AnalysisResult.Workload result =
        (AnalysisResult.Workload)
            run(
                context,
                new AnalysisParameters("Some work.", null, AnalysisParameters.Kind.WORKLOAD, null));
    assertThat(result.totalHours()).isEqualByComparingTo("10");
    assertThat(result.items())
        .extracting(AnalysisResult.WorkItem::text)
        .containsExactly("A", "B", "C", "D");
    assertThat(result.unestimated()).isEqualTo(2);
  }

  @Test
  void withoutAProviderTheEmbeddedModelReadsChinese() throws Exception {
    model.available = false;
    AnalysisResult.Tender result =
        (AnalysisResult.Tender)
            run(
                context,
                text(
                    """
                    项目名称：某市政务云平台建设项目。本项目面向全市各部门提供统一的云计算服务。
                    投标截止时间为2027年3月1日上午9时30分，开标时间与投标截止时间相同。
                    付款方式：合同签订后十日内支付合同价款的百分之三十作为预付款。
                    评标采用综合评分法，其中价格分30分，技术分50分，商务分20分。
                    中标人逾期交付的，每逾期一日应支付合同总价千分之五的违约金。
                    今天的午餐很好吃。
                    """));
    assertThat(result.metadata().engine()).isEqualTo("embedded");
    assertThat(result.metadata().language()).isEqualTo(Language.ZH);
    assertThat(items(result, "dates").getFirst().quote()).contains("截止时间");
    assertThat(items(result, "dates").getFirst().where()).isEqualTo(new Place(null, 2));
    assertThat(items(result, "commercial")).anyMatch(item -> item.text().contains("预付款"));
    assertThat(items(result, "scoring")).anyMatch(item -> item.text().contains("综合评分法"));
    assertThat(items(result, "risks")).anyMatch(item -> item.text().contains("违约金"));
    assertThat(result.tabs())
        .allSatisfy(tab -> assertThat(tab.items()).noneMatch(i -> i.text().contains("午餐")));
    assertThat(result.summary()).isNotBlank();
  }

  @Test
  void withoutAProviderWorkItemsAreReadFromTheirEfforts() throws Exception {
    model.available = false;
    AnalysisResult.Workload result =
        (AnalysisResult.Workload)
            run(
                context,
                new AnalysisParameters(
                    "Design the schema: 3 person-days.\nWrite the importer: 12 hours.\nTotal: 36 hours.",
                    null,
                    AnalysisParameters.Kind.WORKLOAD,
                    null));
    assertThat(result.totalHours()).isEqualByComparingTo("36");
    assertThat(result.items()).hasSize(2);
  }

  @Test
  void eitherTextOrUploadIsWanted() {
    assertThatThrownBy(() -> run(context, new AnalysisParameters(null, null, null, null)))
        .isInstanceOf(PermanentFailure.class);
    assertThatThrownBy(() -> run(context, new AnalysisParameters("text", "ref", null, null)))
        .isInstanceOf(PermanentFailure.class);
  }

  @Test
  void uploadOfTheTasksOwnerIsRead() throws Exception {
    model.available = false;
    uploads.put(context.userId() + " ref", "Intro.\n\nThe bid closes on 1 March 2027 at noon.");

    AnalysisResult result = run(context, new AnalysisParameters(null, "ref", null, null));

    assertThat(result.metadata().engine()).isEqualTo("embedded");
    assertThatThrownBy(() -> run(context, new AnalysisParameters(null, "other", null, null)))
        .hasMessage("nobody's");
  }

  private AnalysisResult run(RecordingTaskContext context, AnalysisParameters parameters)
      throws Exception {
    return handler().run(parameters, context);
  }

  private AnalysisHandler handler() {
    return new AnalysisHandler(
        new DocumentSource(
            new Documents(DocumentLimits.STANDARD), AnalysisHandlerTest::readAsText, this::upload),
        model,
        new EmbeddedModels(new EmbeddedProperties(1)));
  }

  /// Stands for the processes that read documents.
  private static Document readAsText(DocumentReader.Content content) throws IOException {
    try (InputStream in = content.open()) {
      return new Documents(DocumentLimits.STANDARD)
          .read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private InputStream upload(String reference, UserId owner) {
    String text = uploads.get(owner + " " + reference);
    if (text == null) {
      throw new PermanentFailure("unknown-upload", "nobody's");
    }
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static AnalysisParameters text(String text) {
    return new AnalysisParameters(text, null, null, null);
  }

  private static List<AnalysisResult.Item> items(AnalysisResult.Tender result, String tab) {
    return result.tabs().stream().filter(t -> t.id().equals(tab)).findFirst().orElseThrow().items();
  }
}
