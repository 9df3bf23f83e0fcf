package dev.millrace.api.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.watch.log.LogPosition;
import org.junit.jupiter.api.Test;

class EventIdTest {

  @Test
  void idCarriesTheSequenceOfOneTaskOnly() {
    String position = LogPosition.of(5, 6).encode();

    assertThat(EventId.read(EventId.write(position, 17, false)))
        .isEqualTo(new EventId(LogPosition.of(5, 6), 17, false));
    assertThat(EventId.read(EventId.write(position, 17, true)))
        .isEqualTo(new EventId(LogPosition.of(5, 6), 17, true));
    assertThat(EventId.read(EventId.write(position, -1, false)))
        .isEqualTo(new EventId(LogPosition.of(5, 6), -1, false));
    assertThat(EventId.read(position + ".x")).isEqualTo(EventId.UNKNOWN);
    assertThat(EventId.read(".end")).isEqualTo(EventId.UNKNOWN);
  }
}
