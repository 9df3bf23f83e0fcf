-- A task's row grows once while it lives: less than half of a page is filled, so that its update finds room there.
alter table task set (fillfactor = 40);
