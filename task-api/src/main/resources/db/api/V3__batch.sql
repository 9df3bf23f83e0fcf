-- The children of a batch; most tasks are none.
create index request_child on request (parent_id) where parent_id is not null;
