-- Who resumed the task before its handler had heard of the pause: if it pauses all the same, it goes
-- on at once. The next pause takes it back.
alter table run add column resume_requested json;

-- The last redrive: the limit from submission to end counts from there.
alter table run add column redriven_at timestamptz;

-- Resumed and redriven tasks that wait for an executor, by when their work item was sent last.
create index run_pending on run (forwarded_at) where state = 'pending';

-- What is to be cleaned. Rows end roughly in the order in which they were written, so a summary of
-- page ranges finds them, and an attempt's end pays nothing for it.
create index run_ended on run using brin (ended_at) with (autosummarize = on);
