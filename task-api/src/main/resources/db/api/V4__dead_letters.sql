-- What operators decided about dead letters; the letters themselves are the projection's. A letter
-- without a row is open.
create table dead_letter_decision (
  -- of the letter
  id         uuid primary key,
  -- queued: will be redriven when its turn comes; redriven; discarded
  state      text        not null,
  job_id     uuid,
  -- the letter's, for lists by state
  time       timestamptz not null,
  reason     text        not null,
  type       text,
  task_id    uuid,
  -- who, why, when; when is the redrive itself once it is done
  user_id    text        not null,
  why        text,
  decided_at timestamptz not null default now(),
  -- what there is to say about how it went
  note       text,
  tries      int         not null default 0
);

create index dead_letter_decision_queued on dead_letter_decision (job_id, tries, time, id) where state = 'queued';
create index dead_letter_decision_newest on dead_letter_decision (state, time desc, id desc);

-- A redrive that is being worked off. Whoever has its row locked works on it, and the row says when
-- the next part may go, so that neither a restart nor a second process makes it faster.
create table redrive_job (
  id              uuid primary key,
  rate_per_second int,
  next_at         timestamptz not null default now(),
  letters         int         not null,
  user_id         text        not null,
  created_at      timestamptz not null default now(),
  finished_at     timestamptz
);

comment on column redrive_job.rate_per_second is 'null is as fast as it goes';

create index redrive_job_due on redrive_job (next_at) where finished_at is null;

-- Set while a pause may still be on its way, which a resume has to follow.
alter table request add column pause_asked_at timestamptz;
