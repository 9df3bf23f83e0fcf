alter table task add column executor_group text;
comment on column task.executor_group is 'The executors that it belongs to; null for the default group, millrace';
