-- What was answered to a submission that came with an Idempotency-Key: written in the transaction
-- that accepts its tasks, so either both are there or neither.
create table idempotency_key (
  user_id     text        not null,
  call        text        not null,
  key         text        not null,
  fingerprint bytea       not null,
  status      int         not null,
  location    text,
  answer      text        not null,
  expires_at  timestamptz not null,
  primary key (user_id, call, key)
);

comment on column idempotency_key.call is 'the path; a key used for another path is another key';
comment on column idempotency_key.fingerprint is 'of query and body: the same key with another one is a mistake of the caller';

create index idempotency_key_expired on idempotency_key (expires_at);

-- What counts against a user's quota of active tasks; it has no more entries than tasks in flight.
create index request_active on request (user_id) where ended_at is null;
