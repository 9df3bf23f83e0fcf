package dev.millrace.jobs.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {

  private static final Views.Edge LARGE =
      new Views.Edge(7, 1, "owns", 2, 1, "x".repeat(100_000), null);

  @Test
  void pageEndsByBytesAndSaysWhereItGoesOn() {
    Page<Views.Edge> page = Page.of(Collections.nCopies(50, LARGE), 1_000, edge -> "c" + edge.id());

    assertThat(page.items()).hasSize(6);
    assertThat(page.next()).isEqualTo("c7");
  }

  @Test
  void pageHasOneItemHoweverLargeItIs() {
    var huge = new Views.Edge(7, 1, "owns", 2, 1, "x".repeat(1_000_000), null);

    assertThat(Page.of(List.of(huge, huge), 1_000, _ -> "c").items()).hasSize(1);
    assertThat(Page.of(List.of(huge), 1_000, _ -> "c").next()).isNull();
  }

  @Test
  void pageEndsByNumberToo() {
    Page<Integer> page = Page.of(List.of(1, 2, 3), 2, last -> "c" + last);

    assertThat(page.items()).containsExactly(1, 2);
    assertThat(page.next()).isEqualTo("c2");
  }
}
