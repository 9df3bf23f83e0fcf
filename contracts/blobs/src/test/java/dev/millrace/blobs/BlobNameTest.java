package dev.millrace.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.blobs.postgres.BlobAddress;
import dev.millrace.events.task.TaskId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobNameTest {

  private static final String ID = "0199a8f4-77aa-7d6e-9b1f-3c5a1e2b4d6f";

  @Test
  void nameIsReadAsItIsWritten() {
    BlobName name = BlobName.result(new TaskId(UUID.fromString(ID)), 3);

    assertThat(name).hasToString(ID + ".result-3");
    assertThat(BlobName.parse(name.toString())).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", ID, ID + ".", ID + "./../x", ID + ".UPLOAD", "x.upload", "../a.b"})
  void otherTextsAreNoNames(String text) {
    assertThatThrownBy(() -> BlobName.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void databaseIsBesideThatOfTheService() {
    assertThat(BlobAddress.beside("jdbc:postgresql://db:5433/millrace_api?ssl=true"))
        .isEqualTo("jdbc:postgresql://db:5433/millrace_blobs?ssl=true");
  }
}
