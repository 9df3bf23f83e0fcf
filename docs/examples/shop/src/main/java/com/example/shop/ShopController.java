package com.example.shop;

import static com.example.shop.ShopTasks.ORDER_EXPORT;

import com.example.shop.ShopTasks.OrderExport;
import dev.millrace.type.SubmitOptions;
import dev.millrace.client.Tasks;
import dev.millrace.client.problem.InvalidParametersException;
import dev.millrace.client.problem.NotFoundException;
import dev.millrace.client.problem.ProblemException;
import dev.millrace.client.task.Progress;
import dev.millrace.client.task.Task;
import dev.millrace.client.task.TaskStatus;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ShopController {

  private final Ordering ordering;
  private final Tasks tasks;

  record NewOrder(String customer, long cents) {}

  /// What the shop shows of a task.
  record Export(UUID id, TaskStatus status, Progress progress) {

    static Export of(Task task) {
      return new Export(task.id(), task.status(), task.progress());
    }
  }

  ShopController(Ordering ordering, Tasks tasks) {
    this.ordering = ordering;
    this.tasks = tasks;
  }

  @PostMapping("/orders")
  @ResponseStatus(HttpStatus.CREATED)
  Ordering.Ordered order(@RequestBody NewOrder order) {
    return ordering.order(order.customer(), order.cents());
  }

  /// Nothing of the shop's own is written here, so it goes over HTTP: one export for each key.
  @PostMapping("/exports")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Export export(@RequestBody OrderExport export, @RequestHeader("Idempotency-Key") String key) {
    SubmitOptions once = SubmitOptions.NONE.withIdempotencyKey(key);
    return Export.of(tasks.submit(ORDER_EXPORT, export, once).get());
  }

  @GetMapping("/exports/{id}")
  Export export(@PathVariable UUID id) {
    return Export.of(tasks.handle(id, ORDER_EXPORT).get());
  }

  @DeleteMapping("/exports/{id}")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Export cancel(@PathVariable UUID id) {
    return Export.of(tasks.handle(id, ORDER_EXPORT).cancel("the customer's wish"));
  }

  @ExceptionHandler
  ProblemDetail refused(Ordering.CreditExceeded e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, e.getMessage());
  }

  /// What Millrace refuses for the caller's sake. The rest, such as a token of before, is the shop's
  /// own.
  @ExceptionHandler({InvalidParametersException.class, NotFoundException.class})
  ProblemDetail refused(ProblemException e) {
    return ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(e.status()), e.detail());
  }
}
