-- The history, a row for what one poll said of a task on one day, where each fact had a row before. A task's facts come
-- together more often than not: one row and one index entry serve all of them.
--
-- Facts from before this version stay where they are until their days are over.
alter table task_event rename to task_event_single;

create table task_facts (
  task_id   uuid          not null,
  -- the first of `sequences`
  sequence  bigint        not null,
  -- of `times`, in UTC
  day       date          not null,
  sequences bigint[]      not null,
  types     text[]        not null,
  times     timestamptz[] not null,
  data      json[]        not null,
  primary key (task_id, sequence, day)
) partition by range (day);

create table task_facts_other partition of task_facts default;

comment on table task_facts is 'Private: read the view task_event';
comment on table task_event_single is 'Private: the facts of versions before, until their days are over; read the view task_event';

create view task_event as
select task_id, sequence, type, time, data, day from task_event_single
union all
select f.task_id, fact.sequence, fact.type, fact.time, fact.data, f.day
from task_facts f, unnest(f.sequences, f.types, f.times, f.data) as fact(sequence, type, time, data);

comment on view task_event is
  'Every fact but progress, as it was said. Order by sequence, not by time. Partitions by day (UTC): give the day of created_at as the least.';
comment on column task_event.type is 'ce_type, such as dev.millrace.task.completed.v1';
comment on column task_event.data is 'The value of the record; its schema is in AsyncAPI';

-- Where tasks stand that have not completed: 'living', or the final status. What changes while a task lives, or at its
-- end, is in no index of `task` itself: so its updates stay within their page (HOT), and a task that completes within
-- the poll that brings it costs nothing here.
create table task_standing (
  user_id    text        not null,
  standing   text        not null,
  created_at timestamptz not null,
  task_id    uuid        not null,
  primary key (user_id, standing, created_at, task_id)
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 1);

comment on table task_standing is 'Private: finds the tasks that live, or ended otherwise than completed';

insert into task_standing (user_id, standing, created_at, task_id)
select user_id, case when completed_at is null then 'living' else status end, created_at, task_id
from task where status <> 'completed';

-- Which tasks go when: those that ended in one poll, a row for each minute. Rows that are too many to be looked at one
-- by one are found by it, and nothing of `task` need be indexed for it.
create table task_expiry (
  -- all of these tasks are past their time then
  due   timestamptz not null,
  tasks uuid[]      not null
);

create index task_expiry_due on task_expiry (due);

comment on table task_expiry is 'Private: when the rows of ended tasks go';

insert into task_expiry (due, tasks)
select minute + interval '1 minute', array_agg(task_id)
from (select task_id, date_trunc('minute', expires_at) as minute,
        row_number() over (partition by date_trunc('minute', expires_at)) / 100 as part
      from task where expires_at is not null) ended
group by minute, part;

drop index task_ended, task_living, task_queue, task_expired;

-- Half of a page is left to the updates of its rows: those of one page come together.
alter table task set (fillfactor = 50);

do $$
begin
  if exists (select from pg_roles where rolname = 'millrace_reader') then
    execute format('grant select on task_event, task_facts, task_standing to millrace_reader');
  end if;
end
$$;
