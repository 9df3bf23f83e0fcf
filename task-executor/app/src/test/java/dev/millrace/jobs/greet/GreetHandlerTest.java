package dev.millrace.jobs.greet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.executor.testkit.HandlerKit;
import dev.millrace.executor.testkit.RunResult;
import org.junit.jupiter.api.Test;

class GreetHandlerTest {

  @Test
  void everyGreetingIsWrittenOnceWhereverTheProcessDies() {
    HandlerKit kit = HandlerKit.of(_ -> new GreetHandler());

    RunResult ran = kit.survivesEveryCrash(new GreetHandler.Greeting("Ada", 3));

    assertThat(ran.result(String.class)).isEqualTo("Hello, Ada");
    assertThat(ran.writes()).hasSize(3);
  }
}
