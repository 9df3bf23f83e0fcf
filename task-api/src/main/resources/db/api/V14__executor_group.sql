-- The executors that the task belongs to, for ever; null for the default group, to which belongs
-- whatever was accepted before there were groups.
alter table request add column executor_group text;
