-- Indexes for lists that a status or a type narrows, at many millions of rows.

-- How a task ended, null while it lives. An index on `status` itself would make every change of it
-- an update that touches all indexes; this column changes once, together with `expires_at`, which
-- is indexed anyway, so that updates of a living task stay within their page (HOT).
alter table task
  add column ended_as text generated always as (case when completed_at is not null then status end) stored;

create index task_ended on task (user_id, ended_as, created_at desc, task_id desc) where ended_as is not null;

-- Living tasks are few beside all that have ended: their statuses are looked at one by one.
create index task_living on task (user_id, created_at desc, task_id desc) where completed_at is null;

-- The type never changes.
create index task_of_type on task (user_id, type, created_at desc, task_id desc);
