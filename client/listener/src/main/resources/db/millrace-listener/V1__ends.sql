-- Tasks of the types that somebody listens to, from their submission to their end: the event that
-- ends a task does not say its type.
create table task (
  task_id uuid primary key,
  type text not null,
  user_id text not null,
  project_id text,
  requested_at timestamptz not null,
  ended_at timestamptz
);

create index task_ended on task (ended_at) where ended_at is not null;

-- Ends that a listener has heard. A task that was put back to work has another one, with a higher
-- sequence.
create table heard (
  listener text not null,
  task_id uuid not null,
  sequence bigint not null,
  primary key (listener, task_id)
);

-- Ends at which a listener has thrown: each waits for its next time, and holds up no other.
create table waiting (
  listener text not null,
  task_id uuid not null,
  sequence bigint not null,
  event_type text not null,
  event_time timestamptz not null,
  event_data text not null,
  failures int not null,
  error text not null,
  next_at timestamptz not null,
  primary key (listener, task_id, sequence)
);

create index waiting_next on waiting (next_at);
