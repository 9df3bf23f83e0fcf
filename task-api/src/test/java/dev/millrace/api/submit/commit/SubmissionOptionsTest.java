package dev.millrace.api.submit.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.events.task.Priority;
import dev.millrace.events.task.ProjectId;
import dev.millrace.http.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmissionOptionsTest {

  @Test
  void everyOptionIsRead() {
    assertThat(
            SubmissionOptions.of(
                "priority=low&maxRetries=0&timeout=PT1M30S"
                    + "&runAt=2030-01-31T08%3A00%3A00%2B02:00&projectId=%E9%A1%B9%E7%9B%AE+1"))
        .isEqualTo(
            new SubmissionOptions(
                Priority.LOW,
                0,
                Duration.ofSeconds(90),
                Instant.parse("2030-01-31T06:00:00Z"),
                new ProjectId("项目 1")));
  }

  @Test
  void whatIsNotGivenIsLeftToThePolicy() {
    assertThat(SubmissionOptions.of((String) null)).isEqualTo(SubmissionOptions.NONE);
    assertThat(SubmissionOptions.of("priority=&timeout")).isEqualTo(SubmissionOptions.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "priority=urgent, 'priority', high",
    "maxRetries=-1, 'maxRetries', 0 to 100",
    "maxRetries=101, 'maxRetries', 0 to 100",
    "maxRetries=99999999999, 'maxRetries', 0 to 100",
    "timeout=30, 'timeout', ISO-8601",
    "timeout=PT0S, 'timeout', ISO-8601",
    "timeout=PT-5S, 'timeout', ISO-8601",
    "timeout=P400D, 'timeout', P366D",
    "runAt=tomorrow, 'runAt', RFC 3339",
    "runAt=2030-01-31T08:00:00, 'runAt', RFC 3339",
    "projectId=%20, 'projectId', 1 to 100",
    "priority=low&priority=low, 'priority', twice",
    "prio=low, 'prio', maxRetries",
    "priority=%zz, URL-encoded, query"
  })
  void badValueIsRefusedByName(String query, String name, String hint) {
    var problem =
        catchThrowableOfType(ProblemException.class, () -> SubmissionOptions.of(query)).problem();

    assertThat(problem.type().status()).isEqualTo(400);
    assertThat(problem.detail()).contains(name).contains(hint);
  }
}
