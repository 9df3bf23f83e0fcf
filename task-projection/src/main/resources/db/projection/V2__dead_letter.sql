-- What stands in millrace.dead-letters, newest first: work that gave up or could not be read. Only
-- task-projection writes here. What operators decide about a letter is task-api's to know.
create table dead_letter (
  -- made from the letter's place and time in the log, so that a log that is read again gives the same
  id                 uuid        not null primary key,
  topic              text        not null,
  partition          integer     not null,
  log_offset         bigint      not null,
  -- when it was given up
  time               timestamptz not null,
  -- a word from DeadLetterHeaders, such as 'permanent'
  reason             text        not null,
  -- the task's error code or the exception's class, where the error begins with one
  error_code         text,
  error              text        not null,
  attempts           integer     not null,
  -- where the record stood; partition and offset only where it was read from there
  original_topic     text        not null,
  original_partition integer,
  original_offset    text,
  task_id            uuid,
  type               text,
  user_id            text,
  key                bytea,
  -- [{name, value} or {name, base64}], in their order
  headers            json        not null,
  -- the record's value, cut after 1 MiB
  value              bytea,
  -- its whole length in bytes
  value_size         bigint      not null
);

create index dead_letter_newest on dead_letter (time desc, id desc);
create index dead_letter_of_type on dead_letter (type, time desc, id desc);
create index dead_letter_of_task on dead_letter (task_id) where task_id is not null;
