-- What counts against what a user may store, and how many processes share a user's rates.
alter table request add column stored_bytes bigint;

comment on column request.stored_bytes is 'of parameters and file; null where they are small, and of what was accepted before it was counted';

create index request_stored on request (user_id) include (stored_bytes) where stored_bytes is not null;

create table instance (
  id      uuid        primary key,
  seen_at timestamptz not null
);

comment on table instance is 'processes of task-api: each says every few seconds that it lives, and gives out its part of every rate';
