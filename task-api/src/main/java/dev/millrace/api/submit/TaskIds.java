package dev.millrace.api.submit;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.millrace.events.task.TaskId;

/// Makes task ids: UUIDs of version 7, which rise with time, so that new rows meet in the index.
final class TaskIds {

  private final TimeBasedEpochGenerator generator = Generators.timeBasedEpochGenerator();

  TaskId next() {
    return new TaskId(generator.generate());
  }
}
