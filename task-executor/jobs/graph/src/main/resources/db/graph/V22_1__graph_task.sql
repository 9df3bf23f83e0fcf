-- All that the task type knows of the engine: how the task of a build stands, and how it ends where
-- its saga is being undone.
create or replace view graph_task as
select task_id, state, attempt, ending
from millrace_engine.task_state
where type = 'graph';
