-- How types stand that somebody has paused or resumed. A resumed type keeps its row: what was said
-- of it may have been lost with a replication slot, and is said again from here.
create table type_pause (
  type       text        primary key,
  paused     boolean     not null,
  changed_by text        not null,
  reason     text,
  changed_at timestamptz not null
);

comment on column type_pause.changed_by is 'the operator who paused or resumed it last';
