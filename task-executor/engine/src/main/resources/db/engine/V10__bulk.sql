-- What has become of the commands of a bulk-control task: counted in the transaction that applies
-- them, so that each is counted once. A row may be there before its task is claimed.
create table bulk_answer (
    task_id    uuid        primary key,
    done       bigint      not null default 0,
    refused    bigint      not null default 0,
    -- The first refusals: [{"id": ..., "why": ...}]
    refusals   jsonb       not null default '[]',
    -- How many commands there are; null while some are still to be written.
    expected   bigint,
    changed_at timestamptz not null default now()
) with (fillfactor = 50);
