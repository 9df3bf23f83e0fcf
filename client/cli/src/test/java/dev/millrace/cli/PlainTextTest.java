package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PlainTextTest {

  private static final String HOSTILE = "a\u009b2J\u202eb\u2028ö𝄞\udb40\udc01";

  @Test
  void whatSteersATerminalIsNotWritten() {
    assertThat(PlainText.of(HOSTILE + "\n\u0007")).isEqualTo("a?2J?b?ö𝄞???");
  }

  @Test
  void inJsonItIsEscapedAndSaysTheSame() {
    JsonMapper json = JsonMapper.builder().build();

    String written = PlainText.ofJson(json.writeValueAsString(HOSTILE));

    assertThat(written).isEqualTo("\"a\\u009b2J\\u202eb\\u2028ö𝄞\\udb40\\udc01\"");
    assertThat(json.readValue(written, String.class)).isEqualTo(HOSTILE);
  }
}
