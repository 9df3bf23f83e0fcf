-- The executors that live, or lived. A lease belongs to an executor, not to a task: one row is renewed
-- each second, however many tasks it holds.
create table executor (
    id          text primary key,
    started_at  timestamptz not null default now(),
    lease_until timestamptz not null,
    released    boolean     not null default false
) with (fillfactor = 50);

-- The journal of every task after its request: the authority on who runs it and where it stands.
create table run (
    task_id          uuid primary key,
    type             text        not null,
    priority         text        not null,
    user_id          text        not null,
    state            text        not null,
    attempt          int         not null,
    epoch            int         not null,
    seq              bigint      not null,
    takeovers        int         not null default 0,
    owner            text        not null,
    requested_at     timestamptz not null,
    started_at       timestamptz not null default now(),
    ended_at         timestamptz,
    retry_at         timestamptz,
    traceparent      text,
    request          json        not null,
    checkpoint       json,
    progress         json,
    -- The state with its data where the columns above do not say it: an error, a result, an actor.
    outcome          json,
    cancel_requested json,
    pause_requested  json
) with (
    -- Room for a heartbeat's progress and a checkpoint to stay on their page.
    fillfactor = 75,
    -- A share of ten million rows would be a vacuum too late.
    autovacuum_vacuum_scale_factor = 0.02,
    autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_insert_scale_factor = 0.05,
    autovacuum_analyze_scale_factor = 0.05,
    autovacuum_vacuum_cost_delay = 1
);

-- What an executor holds: walked when its lease has run out. Small, because ended tasks leave it.
create index run_held on run (owner) where state in ('running', 'cancelling', 'compensating');

-- What somebody asks of the tasks an executor holds: read with each heartbeat, nearly always empty.
create index run_asked on run (owner)
    where state in ('running', 'cancelling', 'compensating')
      and (cancel_requested is not null or pause_requested is not null);
