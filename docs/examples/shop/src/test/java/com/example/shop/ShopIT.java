package com.example.shop;

import static com.example.shop.ShopTasks.INVOICE_MAIL;
import static com.example.shop.ShopTasks.ORDER_EXPORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.example.shop.ShopTasks.Exported;
import com.example.shop.ShopTasks.OrderExport;
import dev.millrace.client.TaskFilter;
import dev.millrace.client.TaskHandle;
import dev.millrace.client.task.Task;
import dev.millrace.client.task.TaskCancelledException;
import dev.millrace.client.task.TaskFailedException;
import dev.millrace.client.task.TaskStatus;
import dev.millrace.test.MillraceServer;
import dev.millrace.test.MillraceTest;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

/// The shop, beside a whole Millrace.
@MillraceTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Timeout(120)
class ShopIT {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int MANY = 2_000;
  private static final MailService MAILS = new MailService();

  @Autowired private MillraceServer millrace;
  @Autowired private Ordering ordering;
  @Autowired private Orders orders;
  @Autowired private JdbcClient database;
  @LocalServerPort private int port;

  @DynamicPropertySource
  static void mails(DynamicPropertyRegistry settings) {
    settings.add("shop.mails", MAILS::url);
  }

  @Test
  void anOrderThatIsRolledBackSendsNoMail() {
    assertThatThrownBy(() -> ordering.order("bob", 2_000_000))
        .isInstanceOf(Ordering.CreditExceeded.class);
    UUID mail = ordering.order("bob", 1290).mail();

    millrace.accepted(mail, INVOICE_MAIL).await(PATIENCE);

    assertThat(orders.countByCustomer("bob")).isEqualTo(1);
    try (var all = millrace.tasks().find(TaskFilter.ALL.withUserId("bob"))) {
      assertThat(all.map(Task::id)).containsExactly(mail);
    }
    assertThat(MAILS.keys()).containsOnlyOnce(mail.toString());
  }

  @Test
  void aMailIsTriedAgainWhileTheServiceIsDown() {
    MAILS.answers(503, 503);
    UUID mail = ordering.order("carol", 500).mail();

    millrace.accepted(mail, INVOICE_MAIL).await(PATIENCE);

    assertThat(Collections.frequency(MAILS.keys(), mail.toString())).isEqualTo(3);
  }

  @Test
  void aMailThatWasRefusedIsSentAfterARedrive() {
    MAILS.answers(422);
    TaskHandle<Void> mail =
        millrace.accepted(ordering.order("dave", 500).mail(), INVOICE_MAIL);
    assertThatThrownBy(() -> mail.await(PATIENCE))
        .isInstanceOfSatisfying(
            TaskFailedException.class, e -> assertThat(e.code()).isEqualTo("http-422"));

    mail.redrive("the address is right now");

    await().atMost(PATIENCE).until(() -> mail.status() == TaskStatus.COMPLETED);
    assertThat(Collections.frequency(MAILS.keys(), mail.id().toString())).isEqualTo(2);
  }

  @Test
  void anExportIsPausedResumedAndComplete() {
    TaskHandle<Exported> export = export("erin");

    export.pause("at night");
    await().atMost(PATIENCE).until(() -> export.status() == TaskStatus.PAUSED);
    assertThat(lines(export)).isPositive().isLessThan(MANY);
    export.resume("in the morning");

    assertThat(export.await(PATIENCE)).isEqualTo(new Exported(MANY));
    assertThat(lines(export)).isEqualTo(MANY);
  }

  @Test
  void anExportThatIsCancelledEndsWithWhatItHas() {
    TaskHandle<Exported> export = export("fay");

    export.cancel("not wanted");

    assertThatThrownBy(() -> export.await(PATIENCE)).isInstanceOf(TaskCancelledException.class);
    assertThat(lines(export)).isPositive().isLessThan(MANY);
  }

  @Test
  void whatMillraceRefusesIsTheCallersToMend() {
    RestClient shop = RestClient.create("http://127.0.0.1:" + port);

    assertThatThrownBy(() ->
            shop.post()
                .uri("/exports")
                .header("Idempotency-Key", "none")
                .body(new OrderExport("ida", 0))
                .retrieve()
                .toBodilessEntity())
        .isInstanceOfSatisfying(
            HttpClientErrorException.class,
            e ->
                assertThat(e.getResponseHeaders().getContentType())
                    .isEqualTo(MediaType.APPLICATION_PROBLEM_JSON));
  }

  @Test
  void anotherConsumerHearsOfEverything() {
    UUID mail = ordering.order("gina", 500).mail();
    Map<String, Object> kafka = millrace.kafka();
    kafka.putAll(Map.of("group.id", "accounting", "auto.offset.reset", "earliest"));

    try (var events =
        new KafkaConsumer<>(kafka, new StringDeserializer(), new ByteArrayDeserializer())) {
      events.subscribe(List.of("millrace.events"));
      await()
          .atMost(PATIENCE)
          .until(() -> {
            boolean heard = false;
            for (var event : events.poll(Duration.ofMillis(200))) {
              heard |=
                  event.key().equals(mail.toString())
                      && new String(event.headers().lastHeader("ce_type").value())
                          .equals("dev.millrace.task.completed.v1");
            }
            return heard;
          });
    }
  }

  @Test
  void healthAndMetersOfMillraceAreAmongThoseOfTheShop() {
    millrace.accepted(ordering.order("hal", 500).mail(), INVOICE_MAIL).await(PATIENCE);
    RestClient actuator = RestClient.create("http://127.0.0.1:" + port + "/actuator");

    assertThat(actuator.get().uri("/health").retrieve().body(String.class))
        .contains("\"engine\"", "\"relay\"", "\"stage\":\"working\"");
    assertThat(
            actuator.get().uri("/metrics/millrace.executor.claimed").retrieve().body(String.class))
        .contains("COUNT");
  }

  /// An export of many small chunks that has begun.
  private TaskHandle<Exported> export(String customer) {
    database
        .sql("insert into customer_order (customer, cents) select ?, 1 from generate_series(1, ?)")
        .params(customer, MANY)
        .update();
    TaskHandle<Exported> export =
        millrace.tasks(customer).submit(ORDER_EXPORT, new OrderExport(customer, 1));
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> lines(export) > 0);
    return export;
  }

  private int lines(TaskHandle<?> export) {
    return database
        .sql("select count(*) from export_line where export = ?")
        .param(export.id())
        .query(Integer.class)
        .single();
  }
}
