-- A task that was paused before its time and resumed waits as a retry does, until retry_at.
drop index run_retry;
create index run_retry on run (retry_at)
    where state in ('retry', 'scheduled') and waiting_attempt is null;
