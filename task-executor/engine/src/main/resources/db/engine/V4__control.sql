-- A task that was cancelled or paused before anybody started it.
alter table run alter column started_at drop not null;

-- The commands that were applied: one that comes again changes nothing, even where it would be legal
-- again, such as the pause of a task that was paused and resumed.
create table applied_command (
    task_id    uuid        not null,
    id         text        not null,
    applied_at timestamptz not null default now(),
    primary key (task_id, id)
);
create index applied_command_age on applied_command using brin (applied_at);
