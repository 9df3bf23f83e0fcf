-- What a task type's own statements may read of the engine; its tables may change.
create view task_state as
select task_id, type, user_id, state, attempt, saga_end as ending
from run;

comment on view task_state is
    'Every task that an executor has claimed, until its retention is over: for statements of handlers.';
comment on column task_state.attempt is 'Number of the current or last attempt.';
comment on column task_state.ending is 'How a task ends whose saga is being undone; else null.';
