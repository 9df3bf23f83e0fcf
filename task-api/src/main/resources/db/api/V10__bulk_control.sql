-- How far the commands of a bulk-control task are written. What the task is to do stands in its
-- request. Whoever has the row locked writes the next part, and the row says when that may go, so
-- that neither a restart nor a second process makes it faster.
create table bulk_control (
  task_id    uuid        primary key,
  -- the last task that was come by; null before the first
  reached_at timestamptz,
  reached_id uuid,
  sent       bigint      not null default 0,
  next_at    timestamptz not null default now(),
  -- whether the task was cancelled or paused
  halted     boolean     not null default false,
  -- when the last command was written
  walked_at  timestamptz
);

create index bulk_control_due on bulk_control (next_at) where not halted;

-- The few that are under way.
create index request_bulk on request (task_id) where type = 'bulk-control' and ended_at is null;
