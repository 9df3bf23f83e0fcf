package dev.millrace.systemtest.ledger;

import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Offers the task type `ledger`, and tells the fleet under which id this process works.
@Configuration(proxyBeanMethods = false)
class LedgerConfiguration {

  @Bean
  LedgerHandler ledgerHandler(
      ExecutorId self,
      @Value("${millrace.system-test.identity}") Path identity,
      @Value("${millrace.system-test.type:ledger}") String type)
      throws IOException {
    Files.writeString(identity, self.value());
    return new LedgerHandler(new TaskType(type), self);
  }
}
