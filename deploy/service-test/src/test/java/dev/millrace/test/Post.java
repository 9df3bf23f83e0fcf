package dev.millrace.test;

import dev.millrace.executor.handler.Task;
import dev.millrace.type.TaskType;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/// A service with one type of task.
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class Post {

  static final TaskType<Letter, String> LETTER = TaskType.of("letter", Letter.class, String.class);

  private final String greeting;

  record Letter(String to) {}

  Post(@Value("${greeting:Hello}") String greeting) {
    this.greeting = greeting;
  }

  @Task(type = "letter")
  String write(Letter letter) {
    return greeting + ", " + letter.to();
  }
}
