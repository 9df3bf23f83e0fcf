package dev.millrace.jobs.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.executor.handler.PermanentFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InfoHashTest {

  @Test
  void bothFormsOfOneHashAreEqual() {
    InfoHash hex = InfoHash.parse("C12FE1C06BBA254A9DC9F519B335AA7C1367A88A");
    assertThat(hex.hex()).isEqualTo("c12fe1c06bba254a9dc9f519b335aa7c1367a88a");
    assertThat(InfoHash.parse("YEX6DQDLXISUVHOJ6UM3GNNKPQJWPKEK")).isEqualTo(hex);
    assertThat(InfoHash.parse("yex6dqdlxisuvhoj6um3gnnkpqjwpkek")).isEqualTo(hex);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "c12fe1c06bba254a9dc9f519b335aa7c1367a88",
        "c12fe1c06bba254a9dc9f519b335aa7c1367a88aa",
        "g12fe1c06bba254a9dc9f519b335aa7c1367a88a",
        "YEX6DQDLXISUVHOJ6UM3GNNKPQJWPKE1",
        "c12fe1c06bba254a9dc9f519b335aa7c1367a88a\n",
        "$(reboot)c06bba254a9dc9f519b335aa7c1367a8"
      })
  void anythingElseIsRefused(String text) {
    assertThat(catchThrowableOfType(PermanentFailure.class, () -> InfoHash.parse(text)).code())
        .isEqualTo("bad-info-hash");
  }
}
