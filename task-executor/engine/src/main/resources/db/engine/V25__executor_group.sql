-- Whose database it is: the tasks in it belong to this group of executors, and so do the topics of
-- their retries and work items. One that has tasks already is the default group's.
create table executor_group (
    one boolean primary key default true check (one),
    name text not null
);

insert into executor_group (name) select 'millrace' where exists (select from run);
