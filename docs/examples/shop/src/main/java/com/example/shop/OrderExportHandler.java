package com.example.shop;

import com.example.shop.ShopTasks.Exported;
import com.example.shop.ShopTasks.OrderExport;
import dev.millrace.executor.handler.TaskContext;
import dev.millrace.executor.handler.TypedTaskHandler;
import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;

/// Writes a customer's orders as lines, chunk by chunk. Wherever it stops, it goes on with the next
/// order: the lines of a chunk are committed with the number of its last order.
@Component
class OrderExportHandler extends TypedTaskHandler<OrderExport, Exported> {

  private final Orders orders;

  record Reached(long lastOrder, long lines) {}

  OrderExportHandler(Orders orders) {
    super(ShopTasks.ORDER_EXPORT);
    this.orders = orders;
  }

  @Override
  public String description() {
    return "Writes the orders of a customer as lines.";
  }

  @Override
  public Exported run(OrderExport export, TaskContext context) throws Exception {
    long total = orders.countByCustomer(export.customer());
    Reached reached = context.checkpoint(Reached.class).orElse(new Reached(0, 0));
    while (true) {
      List<CustomerOrder> chunk =
          orders.findByCustomerAndIdGreaterThanOrderById(
              export.customer(), reached.lastOrder(), Limit.of(export.chunk()));
      if (chunk.isEmpty()) {
        return new Exported(reached.lines());
      }
      List<Object[]> rows = chunk.stream().map(order -> row(order, context)).toList();
      reached =
          context.commit(
              new Reached(chunk.getLast().id(), reached.lines() + rows.size()),
              database -> database.batch("insert into export_line values (?, ?, ?)", rows));
      context.progress(reached.lines(), total);
    }
  }

  private static Object[] row(CustomerOrder order, TaskContext context) {
    String line = order.id() + ";" + order.customer() + ";" + order.cents();
    return new Object[] {context.taskId().value(), order.id(), line};
  }
}
