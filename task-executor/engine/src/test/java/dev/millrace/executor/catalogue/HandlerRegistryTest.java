package dev.millrace.executor.catalogue;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.executor.support.HandlerUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandlerRegistryTest {

  @Test
  void twoHandlersOfOneTypeStopTheStartAndAreNamed() {
    var handler = HandlerUnderTest.of((_, _) -> null);

    assertThatThrownBy(() -> new HandlerRegistry(List.of(handler, handler)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(handler.type().value())
        .hasMessageContaining(HandlerUnderTest.class.getName());
  }
}
