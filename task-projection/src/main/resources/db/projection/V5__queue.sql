-- How many tasks of a type and priority wait before another one. Of living tasks alone, and on
-- nothing that changes while they live: their updates stay within their page (HOT).
create index task_queue on task (type, priority, created_at, task_id) where completed_at is null;
