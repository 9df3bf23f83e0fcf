package dev.millrace.jobs.graph.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.events.task.TaskId;
import dev.millrace.jobs.document.Chunks;
import dev.millrace.jobs.document.DocumentLimits;
import dev.millrace.jobs.document.Documents;
import dev.millrace.jobs.embedded.EmbeddedModels;
import dev.millrace.jobs.embedded.EmbeddedProperties;
import dev.millrace.jobs.embedded.Language;
import dev.millrace.jobs.llm.AnswerListener;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EmbeddedExtractorTest {

  private static final String ENGLISH =
      """
      The Harbour Authority is located in Port Sterling. Dr. Mary Chen works for the Harbour Authority.
      Last year Northwind Ltd acquired Blue Crane Logistics, and Northwind Ltd uses Kafka.
      However, nothing else happened. Sometimes people eat lunch. The University of Port Sterling
      signed an agreement with Northwind Ltd.
      """;
  private static final String CHINESE =
      """
      北京星河科技有限公司位于海淀区。张伟教授任职于北方大学。
      北京星河科技有限公司收购南海数据集团，并与北方大学合作。
      《云平台白皮书》由北京星河科技有限公司发布。云平台采用Kafka。今天的午餐很好吃。
      """;

  private final EmbeddedModels models = new EmbeddedModels(new EmbeddedProperties(1));

  @Test
  void englishNamesAreFoundAndWordsThatBeginSentencesAreNot() throws Exception {
    Extraction found = extract(ENGLISH, Language.EN);

    assertThat(names(found))
        .contains(
            "Harbour Authority",
            "Port Sterling",
            "Northwind Ltd",
            "Blue Crane Logistics",
            "Kafka",
            "University of Port Sterling",
            "Mary Chen")
        .doesNotContain("Dr", "However", "Sometimes", "Last", "The", "The Harbour Authority");
    assertThat(kind(found, "Northwind Ltd")).isEqualTo("organization");
    assertThat(kind(found, "Mary Chen")).isEqualTo("person");
  }

  @Test
  void englishRelationsGetTheLabelTheyAreMostLike() throws Exception {
    assertThat(claims(extract(ENGLISH, Language.EN)))
        .contains(
            "harbour authority located-in port sterling",
            "mary chen works-for harbour authority",
            "northwind ltd owns blue crane logistics",
            "northwind ltd uses kafka",
            "university of port sterling works-with northwind ltd",
            "blue crane logistics related-to northwind ltd");
  }

  @Test
  void chineseNamesAreFound() throws Exception {
    Extraction found = extract(CHINESE, Language.ZH);

    assertThat(names(found))
        .contains("北京星河科技有限公司", "海淀区", "张伟", "北方大学", "南海数据集团", "云平台白皮书", "Kafka")
        .noneMatch(name -> name.contains("午餐"));
    assertThat(kind(found, "张伟")).isEqualTo("person");
    assertThat(kind(found, "海淀区")).isEqualTo("place");
    assertThat(kind(found, "南海数据集团")).isEqualTo("organization");
  }

  @Test
  void chineseRelationsGetTheLabelTheyAreMostLike() throws Exception {
    assertThat(claims(extract(CHINESE, Language.ZH)))
        .contains("北京星河科技有限公司 located-in 海淀区", "张伟 works-for 北方大学", "北京星河科技有限公司 owns 南海数据集团");
  }

  @Test
  void everyClaimSaysWhereItsSentenceStands() throws Exception {
    Extraction found = extract(ENGLISH, Language.EN);

    assertThat(found.claims())
        .isNotEmpty()
        .allSatisfy(claim -> {
          assertThat(claim.quote()).isNotBlank();
          assertThat(claim.paragraph()).isNotNull();
        });
    assertThat(found.refuted()).isZero();
  }

  /// A text that took minutes, in one sentence of 12,000 characters with a name every other word.
  @Test
  @Timeout(60)
  void aTextOfNothingButNamesIsReadAsOthersAre() throws Exception {
    assertThat(names(extract("Xy a ".repeat(2400), Language.EN))).contains("Xy");
  }

  @Test
  void anInterruptionIsHeardBetweenTwoSentences() {
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> extract("it is so. ".repeat(100), Language.EN));
  }

  @Test
  void aTitleBeforeANameMakesAPersonWhereverItStands() throws Exception {
    assertThat(kind(extract("We saw Dr. Lee there.", Language.EN), "Lee")).isEqualTo("person");
    assertThat(kind(extract("We saw (Prof Lee) there.", Language.EN), "Lee")).isEqualTo("person");
    assertThat(kind(extract("We saw theDr Lee there.", Language.EN), "Lee")).isEqualTo("term");
  }

  private Extraction extract(String text, Language language) throws InterruptedException {
    return new EmbeddedExtractor(models)
        .extract(
            Chunks.of(new Documents(DocumentLimits.STANDARD).read(text), 12_000).getFirst(),
            language,
            new TaskId(new UUID(0, 1)),
            AnswerListener.NONE);
  }

  private static List<String> names(Extraction found) {
    return found.mentions().stream().map(Mention::name).toList();
  }

  private static String kind(Extraction found, String name) {
    return found.mentions().stream()
        .filter(mention -> mention.name().equals(name))
        .findFirst()
        .orElseThrow()
        .kind();
  }

  private static List<String> claims(Extraction found) {
    return found.claims().stream()
        .map(claim -> claim.source() + " " + claim.relation() + " " + claim.target())
        .toList();
  }
}
