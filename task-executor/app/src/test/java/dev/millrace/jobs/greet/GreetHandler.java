package dev.millrace.jobs.greet;

import dev.millrace.events.task.TaskType;
import dev.millrace.executor.handler.TaskContext;
import dev.millrace.executor.handler.TaskHandler;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.springframework.stereotype.Component;

/// Greets, and writes each greeting down.
@Component
final class GreetHandler implements TaskHandler<GreetHandler.Greeting, String> {

  record Greeting(@Size(min = 1, max = 100) String name, @Min(1) @Max(100) int times) {}

  record Greeted(int times) {}

  @Override
  public TaskType type() {
    return new TaskType("greet");
  }

  @Override
  public String description() {
    return "Greets somebody a number of times.";
  }

  @Override
  public Class<Greeting> parameters() {
    return Greeting.class;
  }

  @Override
  public String run(Greeting greeting, TaskContext context) throws Exception {
    Greeted reached = context.checkpoint(Greeted.class).orElse(new Greeted(0));
    while (reached.times() < greeting.times()) {
      reached =
          context.commit(
              new Greeted(reached.times() + 1),
              database ->
                  database
                      .sql("insert into greeting (task_id, name) values (?, ?)")
                      .params(context.taskId().value(), greeting.name())
                      .update());
      context.progress(reached.times(), greeting.times());
    }
    return "Hello, " + greeting.name();
  }
}
