-- Keys that only the api knows, made at their first use.
create table signing_key (
  name       text        primary key,
  value      bytea       not null,
  created_at timestamptz not null default now()
);

comment on column signing_key.name is 'what is signed: cursor';
