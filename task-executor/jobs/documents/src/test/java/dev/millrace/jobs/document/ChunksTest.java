package dev.millrace.jobs.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunksTest {

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void nothingIsLostAndNoChunkIsTooLong(long seed) {
    Random random = new Random(seed);
    List<Passage> passages = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      passages.add(new Passage(text(random, 1 + random.nextInt(900)), new Place(null, i + 1)));
    }
    Document document = new Document(Document.Kind.TEXT, null, passages);
    List<Chunk> chunks = Chunks.of(document, 400);

    assertThat(chunks).isEqualTo(Chunks.of(document, 400));
    assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.text().length()).isBetween(1, 400));
    assertThat(bare(chunks.stream().map(Chunk::text).collect(Collectors.joining())))
        .isEqualTo(bare(passages.stream().map(Passage::text).collect(Collectors.joining())));
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder("x");
    while (text.length() < length) {
      text.append(
          switch (random.nextInt(12)) {
            case 0 -> " ";
            case 1 -> ". ";
            case 2 -> "。";
            case 3 -> "\uD83D\uDE00";
            default -> "投";
          });
    }
    return text.toString().strip();
  }

  private static String bare(String text) {
    return text.replaceAll("\\s", "");
  }
}
