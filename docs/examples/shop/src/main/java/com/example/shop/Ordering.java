package com.example.shop;

import static com.example.shop.ShopTasks.INVOICE_MAIL;

import com.example.shop.ShopTasks.InvoiceMail;
import dev.millrace.starter.TransactionalTasks;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class Ordering {

  private static final long MOST_ON_CREDIT = 1_000_000;

  private final Orders orders;
  private final TransactionalTasks tasks;

  record Ordered(long order, UUID mail) {}

  Ordering(Orders orders, TransactionalTasks tasks) {
    this.orders = orders;
    this.tasks = tasks;
  }

  /// The order and its mail are there together, or neither is.
  @Transactional
  public Ordered order(String customer, long cents) {
    CustomerOrder order = orders.save(new CustomerOrder(null, customer, cents));
    var mail = new InvoiceMail(order.id(), customer, cents);
    UUID task = tasks.submit(INVOICE_MAIL, customer, mail).value();
    if (cents > MOST_ON_CREDIT) {
      throw new CreditExceeded(customer);
    }
    return new Ordered(order.id(), task);
  }

  static final class CreditExceeded extends RuntimeException {
    CreditExceeded(String customer) {
      super("the credit of " + customer + " is exceeded");
    }
  }
}
