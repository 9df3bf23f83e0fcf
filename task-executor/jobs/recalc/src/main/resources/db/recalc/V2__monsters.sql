-- Monsters, their skills and their tags: the data that recalc works on.
--
-- Base stats may be missing or nonsense, since rows also come from elsewhere; recalc counts such
-- rows and goes on. `version` rises with every change of a row, its skills or its tags, and every
-- writer checks it. Half of a page is left free, so that filling in what is computed stays on it.

create table monster (
  id bigint generated always as identity primary key,
  name text not null unique,
  element text not null,
  base_offense double precision,
  base_survive double precision,
  base_control double precision,
  base_tempo double precision,
  base_pp double precision,
  version bigint not null default 1,
  updated_at timestamptz not null default now(),
  score numeric(9, 4),
  explain json,
  dim_offense smallint,
  dim_survive smallint,
  dim_control smallint,
  dim_tempo smallint,
  dim_pp smallint,
  role text,
  calculated_at timestamptz
) with (fillfactor = 50);

create table skill (
  monster_id bigint not null references monster on delete cascade,
  position int not null,
  name text not null,
  kind text not null,
  power int not null,
  description text not null,
  primary key (monster_id, position)
);

create table tag (
  id int generated always as identity primary key,
  name text not null unique
);

-- `source` is what gave the tag first: `given` by a caller, `stats` or `skills`. No foreign keys:
-- both writers insert in the transaction that holds the monster's row, and checking each key again
-- took half the time of a first recalculation. Whoever removes a monster removes these rows too.
create table monster_tag (
  monster_id bigint not null,
  tag_id int not null,
  source text not null check (source in ('given', 'stats', 'skills')),
  primary key (monster_id, tag_id)
);

-- The filter by tag, in the order of the keyset.
create index monster_tag_by_tag on monster_tag (tag_id, monster_id);
