-- The end of a saga has a column of its own: nothing is read out of JSON that holds users' texts.
create or replace view graph_task as
select task_id, state, attempt, saga_end as ending
from run
where type = 'graph';
