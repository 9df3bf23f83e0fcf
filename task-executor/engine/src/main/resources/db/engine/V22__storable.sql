-- What a claim can never store ends its task; and nothing is computed over JSON that holds users'
-- texts: U+0000 is a legal escape there, and every `->` fails on it, wherever in the value it stands.

-- The batch, as the claim says it. The values stay as they are; no row is written again.
alter table run alter column parent_id drop expression;

-- How long the ended task stays visible, as the claim says it. Null in older rows, until the
-- cleaning has read it from their requests.
alter table run add column retention_ms bigint;

-- Whether the request stands here without what could not be stored: such a task never runs.
alter table run add column unstorable boolean not null default false;

-- How the task ends where its saga is being undone, as the saga's writer says it.
alter table run add column saga_end text;

do $$
declare
  one record;
begin
  for one in select task_id, saga from run where saga is not null loop
    begin
      update run set saga_end = one.saga -> 'end' ->> 'kind' where task_id = one.task_id;
    exception when untranslatable_character then
      null; -- A step's result holds U+0000: the next write of this saga says it.
    end;
  end loop;
end
$$;
