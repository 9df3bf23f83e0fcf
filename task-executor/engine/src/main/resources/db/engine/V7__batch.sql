-- The batch that a task belongs to, as its request says.
alter table run add column parent_id uuid
    generated always as ((request ->> 'parentId')::uuid) stored;

-- How a batch's children have ended, counted without touching their rows' other columns.
create index run_child on run (parent_id, state) where parent_id is not null;
