-- Room that an executor has set aside for what it is about to poll, of a type that the whole fleet
-- limits. What runs already is counted from run. Rows of dead executors run out by themselves.
create table fleet_reservation (
    type  text        not null,
    owner text        not null,
    lane  text        not null,
    tasks int         not null,
    until timestamptz not null,
    primary key (type, owner, lane)
) with (fillfactor = 50);

-- What runs, by its executor and by its type: the type is for fleet limits, which count it.
drop index run_held;
create index run_held on run (owner, type) where state in ('running', 'cancelling', 'compensating');
