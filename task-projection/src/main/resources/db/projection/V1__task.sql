-- What is true of every task, folded from millrace.events. Only task-projection writes here;
-- task-api reads as the role millrace_reader.

-- One row per task. JSON is kept as text, it is never searched.
-- Few indexes, none on what changes while a task runs: progress, status and attempts are updated
-- within the page (HOT), for which the pages keep room.
create table task (
  task_id          uuid        not null primary key,
  -- the newest fact in this row: grows with every change, so it serves as version and ETag
  sequence         bigint      not null,
  type             text        not null,
  status           text        not null,
  priority         text        not null,
  -- '' only where the fact that names the owner was never read; then type is 'unknown'
  user_id          text        not null,
  project_id       text,
  parent_id        uuid,
  parameters       json        not null,
  metadata         json,
  -- {done, total, message, detail}
  progress         json,
  -- units a second, smoothed over the current attempt
  progress_rate    double precision,
  progress_at      timestamptz,
  result           json,
  -- {code, message, retryable}, in the states retry, failed and timeout
  error            json,
  -- {user, reason}: who paused or cancelled it, in the states paused, cancelling and cancelled
  actor            json,
  -- who runs it, in the state running
  executor         text,
  attempt          integer     not null,
  retry_count      integer     not null,
  max_retries      integer     not null,
  -- when it is due, in the states scheduled and retry
  next_at          timestamptz,
  created_at       timestamptz not null,
  -- the start of the first attempt
  started_at       timestamptz,
  -- the end, whichever it was
  completed_at     timestamptz,
  updated_at       timestamptz not null,
  -- when the row goes: completed_at + retention
  expires_at       timestamptz,
  retention_millis bigint      not null
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);

create index task_of_user on task (user_id, created_at desc, task_id desc);
create index task_of_project on task (project_id, created_at desc, task_id desc) where project_id is not null;
create index task_of_parent on task (parent_id, created_at desc, task_id desc) where parent_id is not null;
create index task_newest on task (created_at desc, task_id desc);
create index task_expired on task (expires_at) where expires_at is not null;

-- The history: every fact but progress, as it was said. A reader who knows when the task was
-- created adds `day >= (created_at at time zone 'UTC')::date` and touches fewer partitions.
create table task_event (
  task_id  uuid        not null,
  sequence bigint      not null,
  -- ce_type
  type     text        not null,
  time     timestamptz not null,
  -- the record's value
  data     json        not null,
  -- of `time`, in UTC
  day      date        not null,
  primary key (task_id, sequence, day)
) partition by range (day);

-- Days too far off to deserve a partition of their own: clocks that are wrong.
create table task_event_other partition of task_event default;

-- How many tasks there are. A line that has come down to 0 may stay.
create table task_count (
  user_id text   not null,
  type    text   not null,
  status  text   not null,
  tasks   bigint not null,
  primary key (user_id, type, status)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 1000);

-- Up to where each partition of the log is in the tables above; changed in their transaction.
create table projection_offset (
  topic       text    not null,
  partition   integer not null,
  next_offset bigint  not null,
  primary key (topic, partition)
) with (fillfactor = 20, autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 1000);

-- Records that could not be read and were passed over, as they were.
create table unreadable_record (
  topic      text        not null,
  partition  integer     not null,
  log_offset bigint      not null,
  seen_at    timestamptz not null default now(),
  reason     text        not null,
  key        bytea,
  headers    text        not null,
  value      bytea,
  primary key (topic, partition, log_offset)
);

do $$
begin
  if exists (select from pg_roles where rolname = 'millrace_reader') then
    execute format('grant usage on schema %I to millrace_reader', current_schema());
    execute format('grant select on all tables in schema %I to millrace_reader', current_schema());
    execute format('alter default privileges in schema %I grant select on tables to millrace_reader', current_schema());
  end if;
end
$$;
