package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withStatus;

import com.example.shop.ShopTasks.InvoiceMail;
import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskFailed;
import dev.millrace.executor.testkit.HandlerKit;
import dev.millrace.executor.testkit.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpStatusCode;
import org.springframework.test.web.client.ExpectedCount;
import org.springframework.test.web.client.MockRestServiceServer;
import org.springframework.web.client.RestClient;

class InvoiceMailsTest {

  private static final String URL = "http://mails.example.org";
  private static final InvoiceMail MAIL = new InvoiceMail(7, "ada", 1290);

  @Test
  void aMailThatIsSentAgainHasTheSameKey() {
    assertThat(kit(202).survivesEveryCrash(MAIL).end()).isInstanceOf(TaskCompleted.class);
  }

  @ParameterizedTest
  @CsvSource({"503,9", "429,9", "422,1", "404,1"})
  void whatMayPassIsTriedAgain(int status, int attempts) {
    var ran = kit(status).run(MAIL);

    assertThat(ran.end())
        .isInstanceOfSatisfying(
            TaskFailed.class,
            end -> assertThat(end.error().code()).isEqualTo("http-" + status));
    assertThat(ran.effects()).hasSize(attempts);
  }

  private static HandlerKit kit(int status) {
    return HandlerKit.ofMethod(world -> mails(world, status), ShopTasks.MAIL);
  }

  private static InvoiceMails mails(TestWorld world, int status) {
    RestClient.Builder http = RestClient.builder();
    MockRestServiceServer.bindTo(http)
        .build()
        .expect(ExpectedCount.manyTimes(), requestTo(URL))
        .andRespond(request -> {
          world.sideEffect("mail", request.getHeaders().getFirst("Idempotency-Key"));
          return withStatus(HttpStatusCode.valueOf(status)).createResponse(request);
        });
    return new InvoiceMails(http, URL);
  }
}
