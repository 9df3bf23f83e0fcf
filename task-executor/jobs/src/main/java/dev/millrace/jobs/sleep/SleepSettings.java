package dev.millrace.jobs.sleep;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Settings of the task type `sleep`.
///
/// @param crashAllowed whether a task may end the executor's process; for chaos tests only
@ConfigurationProperties("millrace.jobs.sleep")
record SleepSettings(@DefaultValue("false") boolean crashAllowed) {}
