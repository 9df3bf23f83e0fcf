-- Databases that had one schema for all have a view that reads the engine's own table.
create or replace view graph_task as
select task_id, state, attempt, ending
from millrace_engine.task_state
where type = 'graph';
