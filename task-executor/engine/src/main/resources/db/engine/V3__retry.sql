-- Attempts made before the last redrive: the retry budget counts from there.
alter table run add column attempts_before int not null default 0;

-- When an overdue retry was last sent to its work topic past the retry topics.
alter table run add column forwarded_at timestamptz;

-- What waits for another attempt, by when it is due. Small: most tasks need no retry.
create index run_retry on run (retry_at) where state = 'retry';
