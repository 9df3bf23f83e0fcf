package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.shop.ShopTasks.Exported;
import com.example.shop.ShopTasks.OrderExport;
import dev.millrace.events.TaskCancelled;
import dev.millrace.executor.testkit.HandlerKit;
import dev.millrace.executor.testkit.RunResult;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.data.domain.Limit;

class OrderExportHandlerTest {

  private static final OrderExport ALL_OF_ADA = new OrderExport("ada", 10);

  private final HandlerKit kit = HandlerKit.of(_ -> new OrderExportHandler(new TwentyFive()));

  @Test
  void everyOrderIsWrittenOnceWhereverTheProcessDies() {
    RunResult ran = kit.survivesEveryCrash(ALL_OF_ADA);

    assertThat(ran.result(Exported.class)).isEqualTo(new Exported(25));
    assertThat(ran.commits()).isEqualTo(3);
    assertThat(ran.writes()).hasSize(25);
  }

  @Test
  void anExportThatIsCancelledEndsWithItsChunk() {
    RunResult ran = kit.cancelledAfter(1, ALL_OF_ADA);

    assertThat(ran.end()).isInstanceOf(TaskCancelled.class);
    assertThat(ran.writes()).hasSize(10);
  }

  @Test
  void anExportThatIsPausedGoesOnWhereItWas() {
    assertThat(kit.pausedAfter(2, ALL_OF_ADA).writes()).hasSize(25);
  }

  private static final class TwentyFive implements Orders {

    private final List<CustomerOrder> all =
        LongStream.rangeClosed(1, 25).mapToObj(id -> new CustomerOrder(id, "ada", id)).toList();

    @Override
    public CustomerOrder save(CustomerOrder order) {
      throw new AssertionError("an export saves no order");
    }

    @Override
    public long countByCustomer(String customer) {
      return all.size();
    }

    @Override
    public List<CustomerOrder> findByCustomerAndIdGreaterThanOrderById(
        String customer, long after, Limit limit) {
      return all.stream().filter(order -> order.id() > after).limit(limit.max()).toList();
    }
  }
}
