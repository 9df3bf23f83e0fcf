-- Who handed a task on when it stopped: the task is nobody's then, until the next one takes it over.
alter table run add column handed_on_by text;
