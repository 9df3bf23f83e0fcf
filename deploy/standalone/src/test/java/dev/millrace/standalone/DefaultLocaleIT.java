package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The program on a machine whose locale has digits of its own, or letters that change case in its
/// own way; `-Dlocale=tr-TR` is of the second kind.
@Timeout(200)
class DefaultLocaleIT {

  @Test
  void whatMachinesReadIsAsEverywhere(@TempDir Path folder) throws Exception {
    Locale locale = Locale.forLanguageTag(System.getProperty("locale", "ar-EG"));
    List<String> texts = new ArrayList<>();
    try (var millrace =
        new StandaloneProcess(
            folder.resolve("data"),
            "-Duser.language=" + locale.getLanguage(),
            "-Duser.country=" + locale.getCountry())) {
      HttpResponse<String> accepted =
          millrace.post("/api/tasks/sleep?timeout=PT1M30S", "{\"millis\":300,\"steps\":3}");
      texts.add(text(accepted));
      String id = StandaloneProcess.json(accepted).path("id").asString();
      JsonNode ended =
          Awaitility.await()
              .atMost(Duration.ofMinutes(1))
              .until(
                  () -> millrace.get("/api/tasks/" + id),
                  task -> !task.path("completedAt").isNull());
      Optional<String> root = Optional.of(millrace.token("root", "--admin"));
      for (String path :
          List.of(
              "/api/tasks/" + id,
              "/api/tasks/" + id + "/events",
              "/api/tasks?limit=5",
              "/api/tasks/stats",
              "/api/task-types",
              "/api/executors",
              "/api/nothing",
              "/v3/api-docs",
              "/actuator/metrics/http.server.requests")) {
        texts.add(text(millrace.get(root, 0, path)));
      }
      WholeLog.read(
          millrace.kafkaProperties(),
          found -> texts.add(found.key() + WholeLog.headers(found) + found.value()));

      assertThat(ended.path("status").asString()).isEqualTo("completed");
      assertThat(ended.at("/progress/percent").toString()).isEqualTo("100");
      assertThat(accepted.headers().firstValue("ratelimit").orElse(""))
          .containsPattern("r=[0-9]+;t=[0-9]+");
    }
    assertThat(texts)
        .hasSizeGreaterThan(15)
        .noneMatch(it -> it.chars().anyMatch(DefaultLocaleIT::isOfALocale));
  }

  private static boolean isOfALocale(int letter) {
    return (letter > 127 && Character.isDigit(letter)) || letter == 'ı' || letter == 'İ';
  }

  private static String text(HttpResponse<String> answer) {
    return answer.statusCode() + " " + answer.headers().map() + "\n" + answer.body();
  }
}
