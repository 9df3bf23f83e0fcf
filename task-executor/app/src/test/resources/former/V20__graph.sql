-- Projects, and the graph of each.
--
-- Every build writes rows of its own version, which nobody reads; `project.active_version` says which
-- version readers see. So a build becomes visible, and an old one goes, by one update of one row. The
-- version before stays until the next build is active, for clients that are in the middle of its
-- pages, and so that an activation can be undone. No foreign keys and no cascades: whoever removes a
-- version removes its rows, in the same transaction.
create table project (
    id             bigint generated always as identity primary key,
    user_id        text not null,
    -- The caller's `projectId`.
    name           text not null,
    created_at     timestamptz not null default now(),
    updated_at     timestamptz not null default now(),
    last_version   int not null default 0,
    active_version int,
    unique (user_id, name)
);

-- `state` is what the build itself wrote; while it is `building`, its task's row says more. The rows
-- of a `replaced` version are there, those of a `removed` one are not.
create table graph_build (
    project    bigint      not null,
    version    int         not null,
    task_id    uuid        not null,
    state      text        not null
        check (state in
            ('building', 'active', 'replaced', 'removed', 'failed', 'cancelled', 'timeout')),
    engine     text        not null,
    language   text        not null,
    characters bigint      not null,
    chunks     int         not null,
    nodes      int         not null default 0,
    edges      int         not null default 0,
    begun_at   timestamptz not null default now(),
    ended_at   timestamptz,
    primary key (project, version)
);

-- The text of a build that is not active yet, a row for each part.
create table graph_chunk (
    project  bigint not null,
    version  int    not null,
    chunk    int    not null,
    passages json   not null,
    primary key (project, version, chunk)
);

-- What was found in each part: entities, and relations between two of them. `key` is the name that
-- two mentions of one thing have in common.
create table graph_mention (
    project  bigint not null,
    version  int    not null,
    chunk    int    not null,
    position int    not null,
    key      text   not null,
    name     text   not null,
    kind     text   not null,
    mentions int    not null,
    primary key (project, version, chunk, position)
);

create table graph_claim (
    project  bigint not null,
    version  int    not null,
    chunk    int    not null,
    position int    not null,
    source   text   not null,
    relation text   not null,
    target   text   not null,
    quote    text,
    page     int,
    paragraph int,
    primary key (project, version, chunk, position)
);

create table graph_node (
    project  bigint not null,
    version  int    not null,
    id       int    not null,
    key      text   not null,
    name     text   not null,
    kind     text   not null,
    mentions int    not null,
    primary key (project, version, id),
    -- How an edge finds its ends.
    unique (project, version, key)
);

create table graph_edge (
    project  bigint not null,
    version  int    not null,
    id       int    not null,
    source   int    not null,
    relation text   not null,
    target   int    not null,
    weight   int    not null,
    quote    text,
    page     int,
    paragraph int,
    primary key (project, version, id)
);

-- All that the task type knows of the engine's journal: how the task of a build stands, and how it
-- ends where its saga is being undone.
create view graph_task as
select task_id, state, attempt, saga -> 'end' ->> 'kind' as ending
from run
where type = 'graph';
