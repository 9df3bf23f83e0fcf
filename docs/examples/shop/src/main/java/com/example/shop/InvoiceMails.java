package com.example.shop;

import com.example.shop.ShopTasks.InvoiceMail;
import dev.millrace.executor.handler.Task;
import dev.millrace.executor.handler.TaskContext;
import dev.millrace.executor.handler.Workload;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

@Component
class InvoiceMails {

  private final RestClient mails;

  InvoiceMails(RestClient.Builder http, @Value("${shop.mails}") String url) {
    this.mails = http.baseUrl(url).build();
  }

  /// What the mail service answers with 429 or 5xx is tried again, what it refuses with 4xx is not.
  /// A mail that is sent again after a crash has the key of the first, by which the service knows it.
  @Task(
      type = ShopTasks.MAIL,
      description = "Mails the invoice of an order.",
      maxRetries = 8,
      firstBackoff = "1s",
      timeout = "30s",
      workload = Workload.WAITS)
  void send(InvoiceMail mail, TaskContext context) {
    mails
        .post()
        .header("Idempotency-Key", context.taskId().toString())
        .body(mail)
        .retrieve()
        .toBodilessEntity();
  }
}
