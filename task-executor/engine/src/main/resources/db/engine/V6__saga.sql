-- The completed steps of a task's saga with their results and, once they are being undone, why.
alter table run add column saga json;
