package dev.millrace.jobs.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.jobs.document.Passage;
import dev.millrace.jobs.document.Place;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkItemsTest {

  @ParameterizedTest
  @CsvSource({
    "Design the database: 3 person-days, 24",
    "Write the importer (12.5 hours), 12.5",
    "Testing 2 weeks and 4 hours, 84",
    "数据库设计：3人天, 24",
    "接口开发 1.5 人月, 252",
    "编写测试用例 16 小时, 16",
    "系统测试5个工作日, 40",
    "User documentation (16h), 16",
    "Testing takes two weeks, 80"
  })
  void effortsOfBothLanguagesBecomeHours(String text, BigDecimal hours) {
    assertThat(WorkItems.hours(text).orElseThrow()).isEqualByComparingTo(hours);
  }

  @Test
  void hoursAreWrittenAsPeopleWriteThem() {
    assertThat(WorkItems.hours("Import: 5 person-days").orElseThrow()).hasToString("40");
    assertThat(WorkItems.hours("Import: 2.50 hours").orElseThrow()).hasToString("2.5");
  }

  @Test
  void totalsAndDatesAreNoWorkItems() {
    List<Passage> sentences =
        List.of(
            new Passage("In total 30 person-days.", new Place(null, 1)),
            new Passage("合计：45人天", new Place(null, 2)),
            new Passage("2026年3月1日前完成，共10天", new Place(null, 3)),
            new Passage("No effort is given here.", new Place(null, 4)));
    assertThat(WorkItems.in(sentences)).isEmpty();
  }
}
