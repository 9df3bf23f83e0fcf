-- What a task was last asked for, so that who was told 202 is shown no older state anywhere while its owner has not
-- answered yet.
alter table request
  add column asked          text,
  add column asked_at       timestamptz,
  add column asked_sequence bigint;

comment on column request.asked is 'cancel, pause, resume or retry';
comment on column request.asked_sequence is 'of the newest fact that the one who asked was shown';
