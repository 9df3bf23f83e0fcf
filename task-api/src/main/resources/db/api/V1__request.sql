-- What was accepted: a row is written in the transaction whose commit makes the answer 202 true.
create table request (
  task_id       uuid primary key,
  user_id       text        not null,
  type          text        not null,
  priority      text        not null,
  parameters    json        not null,
  project_id    text,
  parent_id     uuid,
  metadata      json,
  run_at        timestamptz,
  dispatched_at timestamptz,
  max_retries   int         not null,
  timeout_ms    bigint,
  deadline      timestamptz,
  retention_ms  bigint      not null,
  fingerprint   bytea,
  traceparent   text,
  created_at    timestamptz not null
);

comment on column request.run_at is 'not to be started before; null is at once';
comment on column request.dispatched_at is 'when the work item of a task with run_at was emitted';
comment on column request.fingerprint is 'of type and parameters, where identical tasks in flight are one task';

-- A user's newest tasks.
create index request_newest on request (user_id, created_at desc, task_id desc);

-- What still waits for its time; small, because it holds nothing that has left.
create index request_due on request (run_at) where run_at is not null and dispatched_at is null;
