-- Tasks that wait in the executors' store: no executor, no permit and no thread holds them. A row waits
-- exactly while its state is retry or pending and waiting_attempt is set.
alter table run
    -- The attempt that its start begins.
    add column waiting_attempt  int,
    -- Characters of its parameters: what its start adds to an executor's memory.
    add column waiting_size     int,
    -- The deadline of its request: a task that passes it ends without a permit.
    add column waiting_deadline timestamptz;

-- The oldest waiting task of a type, a user and a priority. Empty where no tasks compete.
create index run_waiting on run (type, user_id, priority, requested_at)
    where state in ('retry', 'pending') and waiting_attempt is not null;

create index run_waiting_deadline on run (waiting_deadline)
    where state in ('retry', 'pending') and waiting_attempt is not null
      and waiting_deadline is not null;

-- Tasks whose work item may be lost: those that wait here need none.
drop index run_retry;
create index run_retry on run (retry_at) where state = 'retry' and waiting_attempt is null;
drop index run_pending;
create index run_pending on run (forwarded_at) where state = 'pending' and waiting_attempt is null;

-- fleet_reservation stays for executors of older versions that run beside newer ones. Newer executors
-- count what runs, and need no reservation.
