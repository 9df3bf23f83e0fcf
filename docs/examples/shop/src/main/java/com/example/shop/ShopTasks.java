package com.example.shop;

import dev.millrace.type.TaskType;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/// The shop's types of tasks. Submitters in other services would have this in a jar that they share.
public interface ShopTasks {

  String MAIL = "invoice-mail";

  TaskType<InvoiceMail, Void> INVOICE_MAIL = TaskType.of(MAIL, InvoiceMail.class, Void.class);
  TaskType<OrderExport, Exported> ORDER_EXPORT =
      TaskType.of("order-export", OrderExport.class, Exported.class);

  record InvoiceMail(long order, String to, long cents) {}

  /// @param chunk how many orders are written in one transaction
  record OrderExport(String customer, @Min(1) @Max(1000) int chunk) {}

  record Exported(long orders) {}
}
