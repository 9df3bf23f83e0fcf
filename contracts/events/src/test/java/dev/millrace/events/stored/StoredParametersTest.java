package dev.millrace.events.stored;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StoredParametersTest {

  private static final StoredParameters STORED = new StoredParameters("a.parameters", 300_000, "f");

  @Test
  void whereTheyAreStandsBesideWhatElseIsNoted() {
    Json metadata = STORED.addedTo(new Json("{\"file\":{\"name\":\"a.pdf\"}}"));

    assertThat(metadata.text())
        .isEqualTo(
            "{\"file\":{\"name\":\"a.pdf\"},\"storedParameters\":"
                + "{\"blob\":\"a.parameters\",\"bytes\":300000,\"sha256\":\"f\"}}");
    assertThat(StoredParameters.in(metadata)).isEqualTo(STORED);
    assertThat(StoredParameters.in(STORED.addedTo(null))).isEqualTo(STORED);
  }

  @Test
  void metadataThatOnlySpeaksOfThemHasNone() {
    assertThat(StoredParameters.in(null)).isNull();
    assertThat(StoredParameters.in(new Json("{\"note\":\"x\"}"))).isNull();
    assertThat(StoredParameters.in(new Json("{\"file\":{\"name\":\"storedParameters\"}}")))
        .isNull();
  }
}
