package dev.millrace.jobs.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.task.TaskId;
import dev.millrace.jobs.document.Chunks;
import dev.millrace.jobs.document.DocumentLimits;
import dev.millrace.jobs.document.Documents;
import dev.millrace.jobs.document.Place;
import dev.millrace.jobs.embedded.EmbeddedModels;
import dev.millrace.jobs.embedded.EmbeddedProperties;
import dev.millrace.jobs.embedded.Language;
import dev.millrace.jobs.llm.AnswerListener;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ExtractiveReadingTest {

  /// What matters comes late, behind a heading and what is beside the point.
  private static final String TENDER =
      """
      Invitation to Tender: Harbour Traffic System

      The canteen serves lunch at noon. The lake was quiet in the morning. A cat slept on the stairs.

      The delivery schedule is described somewhere else. The contract has a period and dates.
      The project has a schedule with milestones. A schedule of the works is attached to the contract.

      Bids are scored out of 100 points: 40 points for price and 60 points for technical quality.

      The deadline for submitting the bid is 15 March 2027 at 12:00 noon.
      """;

  private final ExtractiveReading reading =
      new ExtractiveReading(new EmbeddedModels(new EmbeddedProperties(1)));

  @Test
  void aTabHasTheMostRelevantSentencesAndNotTheFirst() throws Exception {
    List<Finding> dates = of("dates");

    assertThat(dates).hasSize(4).extracting(Finding::text).anyMatch(t -> t.contains("15 March"));
    assertThat(of("scoring")).extracting(Finding::text).singleElement().asString().contains("100");
    assertThat(read()).extracting(Finding::text).noneMatch(text -> text.contains("lake"));
  }

  @Test
  void everyFindingStandsWhereItSays() throws Exception {
    assertThat(of("scoring").getFirst().place()).isEqualTo(new Place(null, 4));
    assertThat(of("dates").getLast().place()).isEqualTo(new Place(null, 5));
  }

  @Test
  void aHeadingIsNoSentenceOfTheSummary() throws Exception {
    assertThat(of(Finding.SUMMARY))
        .hasSize(3)
        .extracting(Finding::text)
        .noneMatch(text -> text.startsWith("Invitation"));
  }

  private List<Finding> of(String topic) throws InterruptedException {
    return read().stream().filter(finding -> finding.topic().equals(topic)).toList();
  }

  private List<Finding> read() throws InterruptedException {
    return reading
        .read(
            Chunks.of(
                    new Documents(DocumentLimits.STANDARD).read(TENDER),
                    reading.engine().chunkSize())
                .getFirst(),
            new Reading.Assignment(
                new TaskId(new UUID(0, 1)),
                AnalysisParameters.Kind.TENDER,
                Language.EN,
                Language.EN,
                AnswerListener.NONE))
        .findings();
  }
}
