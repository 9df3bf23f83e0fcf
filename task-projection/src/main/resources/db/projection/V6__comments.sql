-- For those who look with tools of their own: the role millrace_reader may.
comment on table task is
  'One row per task, folded from millrace.events. Read it with any tool; only task-projection writes. Columns may be added.';
comment on column task.task_id is 'UUIDv7: its first 48 bits are the milliseconds of the acceptance';
comment on column task.sequence is 'The newest fact in this row; grows with every change';
comment on column task.status is
  'scheduled, pending, running, retry, paused, cancelling, compensating; ended: completed, failed, cancelled, timeout';
comment on column task.priority is 'high, normal or low';
comment on column task.user_id is 'The subject of the token that submitted it; empty where that fact was never read';
comment on column task.project_id is 'What the caller groups tasks by';
comment on column task.parent_id is 'The batch it is of';
comment on column task.parameters is 'As submitted; the JSON null where they are stored beside the task. To search: parameters::jsonb';
comment on column task.metadata is 'Of the upload: name, kind, size and SHA-256';
comment on column task.progress is '{done, total, message, detail}';
comment on column task.progress_rate is 'Units a second, smoothed over the current attempt';
comment on column task.progress_at is 'When the progress was last told';
comment on column task.result is 'What the handler gave back, up to 256 KB';
comment on column task.stored_result is '{blob, bytes, sha256} of a larger result';
comment on column task.error is '{code, message, retryable}, in the states retry, failed and timeout';
comment on column task.actor is '{user, reason}: who paused or cancelled it';
comment on column task.executor is 'Who runs it, in the state running';
comment on column task.attempt is 'The newest attempt; 0 before the first';
comment on column task.retry_count is 'Attempts after the first that failed before them';
comment on column task.max_retries is 'Attempts after the first that it may have';
comment on column task.next_at is 'When it is due, in the states scheduled and retry';
comment on column task.created_at is 'The acceptance';
comment on column task.started_at is 'The start of the first attempt';
comment on column task.completed_at is 'The end, whichever it was';
comment on column task.ended_as is 'The status of an ended task; null while it lives';
comment on column task.updated_at is 'The time of the newest fact';
comment on column task.expires_at is 'When the row goes: completed_at and the retention';
comment on column task.retention_millis is 'How long the row stays after the end';

comment on table task_event is
  'Every fact but progress, as it was said. Order by sequence, not by time. Partitions by day (UTC): give the day of created_at as the least.';
comment on column task_event.type is 'ce_type, such as dev.millrace.task.completed.v1';
comment on column task_event.data is 'The value of the record; its schema is in AsyncAPI';

comment on table task_count is 'How many tasks there are, kept by the fold. A line may be 0.';
comment on table dead_letter is 'Work that gave up or could not be read, as in millrace.dead-letters';
comment on table projection_offset is 'Private: up to where the log is in the other tables';
comment on table unreadable_record is 'Private: records that were passed over, as they were';
