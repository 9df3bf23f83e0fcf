-- What became of an accepted task, folded from the final facts on millrace.events.
alter table request
  add column ended_at     timestamptz,
  add column expires_at   timestamptz,
  add column status       text,
  add column sequence     bigint not null default 0,
  add column watched_from timestamptz,
  add column resends      int    not null default 0;

comment on column request.ended_at is 'when it ended; null while it is in flight, and again after a redrive';
comment on column request.expires_at is 'ended_at + retention: from then on the task is gone';
comment on column request.status is 'the final status; null while it is in flight';
comment on column request.sequence is 'of the newest fact that ended or reopened it, so that older ones change nothing';
comment on column request.watched_from is 'the sweep looks after this moment whether it was started; null when it need not look any more';
comment on column request.resends is 'how often the sweep has sent its work item again';

update request set watched_from = now() where run_at is null or dispatched_at is not null;

-- What is to be deleted.
create index request_expired on request (expires_at) where expires_at is not null;

-- What is not known to have been started; a task leaves it when it ends or the sweep sees it started.
create index request_watched on request (watched_from) where watched_from is not null;

-- Which task stands for all identical ones of a user while it is in flight. A table of its own, so
-- that types whose tasks are never one pay nothing.
create table in_flight (
  user_id     text  not null,
  fingerprint bytea not null,
  task_id     uuid  not null,
  primary key (user_id, fingerprint)
);

create index in_flight_task on in_flight (task_id);
