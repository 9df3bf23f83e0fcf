-- What changes at the end of a task is in no index of `request` any more, nor in a condition of one: so that its update
-- stays within its page (HOT). The tasks that have not ended have a narrow row beside it, which goes with their end.
create table unfinished_request (
  user_id      text        not null,
  task_id      uuid        not null,
  type         text        not null,
  watched_from timestamptz,
  resends      int         not null default 0,
  primary key (user_id, task_id)
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 1);

comment on table unfinished_request is 'tasks that are not known to have ended';
comment on column unfinished_request.watched_from is 'the sweep looks after this moment whether it was started; null when it need not look any more';
comment on column unfinished_request.resends is 'how often the sweep has sent its work item again';

-- Few blocks hold what is due: rows are in the order of their times, more or less.
create index unfinished_request_watched on unfinished_request using brin (watched_from)
  with (pages_per_range = 16, autosummarize = on);

insert into unfinished_request (user_id, task_id, type, watched_from, resends)
select user_id, task_id, type, watched_from, resends from request where ended_at is null;

-- Which requests go when: those whose ends came together, a row for each minute.
create table request_expiry (
  -- all of these tasks are past their time then
  due   timestamptz not null,
  tasks uuid[]      not null
);

create index request_expiry_due on request_expiry (due);

insert into request_expiry (due, tasks)
select minute + interval '1 minute', array_agg(task_id)
from (select task_id, date_trunc('minute', expires_at) as minute,
        row_number() over (partition by date_trunc('minute', expires_at)) / 100 as part
      from request where expires_at is not null) ended
group by minute, part;

drop index request_expired, request_watched, request_active, request_bulk;

create index request_bulk on request (task_id) where type = 'bulk-control';

-- While an upgrade goes from process to process, older ones write requests without these rows: false is what they leave,
-- and those who know better look for it. They also write the columns `watched_from` and `resends`, which nothing else uses.
alter table request add column accounted boolean not null default true;
alter table request alter column accounted set default false;
comment on column request.accounted is 'whether its unfinished_request and request_expiry are kept';
create index request_unaccounted on request (task_id) where not accounted;

-- Half of a page is left to the ends of its tasks: those of one page come together.
alter table request set (fillfactor = 50);
