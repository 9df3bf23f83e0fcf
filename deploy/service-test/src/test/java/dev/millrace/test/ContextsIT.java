package dev.millrace.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.client.TaskHandle;
import dev.millrace.client.Tasks;
import dev.millrace.test.Post.Letter;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;

/// The context of each class is closed when its tests have run: its executor would go on, and run
/// tasks of the next one.
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
@Timeout(240)
class ContextsIT {

  @Nested
  @Order(1)
  @MillraceTest(properties = "greeting=Good day")
  class One {
    @Test
    void itsTasksAreRunByItsOwnBeans(@Autowired Tasks tasks) {
      assertAllSay("Good day", tasks);
    }
  }

  @Nested
  @Order(2)
  @MillraceTest(properties = "greeting=Good night")
  class Another {
    @Test
    void itsTasksAreRunByItsOwnBeans(@Autowired Tasks tasks) {
      assertAllSay("Good night", tasks);
    }
  }

  @Nested
  @Order(3)
  @MillraceTest(properties = "greeting=Good day")
  class OneAgain {
    @Test
    void itsTasksAreRunByItsOwnBeans(@Autowired Tasks tasks) {
      assertAllSay("Good day", tasks);
    }
  }

  private static void assertAllSay(String greeting, Tasks tasks) {
    List<TaskHandle<String>> sent =
        Stream.generate(() -> tasks.submit(Post.LETTER, new Letter("Ada"))).limit(20).toList();

    assertThat(sent)
        .allSatisfy(letter ->
            assertThat(letter.await(Duration.ofMinutes(1))).isEqualTo(greeting + ", Ada"));
  }
}
