-- Files and results that are too large for an event, in chunks.
create table blob (
  task_id    uuid        not null,
  part       text        not null,
  owner      text        not null,
  kind       text        not null,
  -- null while it is being written: then nobody sees it
  bytes      bigint,
  created_at timestamptz not null default now(),
  primary key (task_id, part)
);

create table blob_chunk (
  task_id uuid  not null,
  part    text  not null,
  number  int   not null,
  content bytea not null,
  primary key (task_id, part, number),
  foreign key (task_id, part) references blob on delete cascade
);

-- What is stored is mostly compressed already.
alter table blob_chunk alter column content set storage external;
