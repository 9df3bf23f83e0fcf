-- The roles of one of Millrace's databases and what they may do in it.
--
-- To be run in millrace_api, millrace_executor, millrace_projection and millrace_blobs, by a
-- superuser: psql -d millrace_api -f roles.sql. It can be run again, and takes over what was made
-- before by another role. Passwords are given afterwards: \password millrace_api
--
-- In the database x:
--   x_owner   owns the tables and changes them; migrations, and the partitions of the history
--   x         reads and writes rows; the service
--   x_relay   decodes the WAL (REPLICATION) and keeps its place; the relay of api and executor
--   millrace_reader   reads the projection, for task-api
do $$
declare
  base   constant text := current_database();
  app    constant text := base;
  owner  constant text := base || '_owner';
  relay  constant text := base || '_relay';
  reader constant text := 'millrace_reader';
  relays constant boolean := base in ('millrace_api', 'millrace_executor');
  is_read constant boolean := base = 'millrace_projection';
  role text;
  name text;
begin
  foreach role in array array[owner, app]
      || case when relays then array[relay] else '{}' end
      || case when is_read then array[reader] else '{}' end
  loop
    if to_regrole(quote_ident(role)) is null then
      execute format('create role %I login', role);
    end if;
    execute format('grant connect on database %I to %I', base, role);
    execute format('grant usage on schema public to %I', role);
  end loop;

  execute format('alter database %I owner to %I', base, owner);
  execute format('revoke all on database %I from public', base);
  revoke create on schema public from public;

  -- A sequence of an identity column goes with its table.
  for name in
    select c.oid::regclass::text from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S')
      and c.relowner <> owner::regrole
      and not (c.relkind = 'S' and exists (
        select from pg_depend d
        where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i')))
  loop
    execute format('alter table %s owner to %I', name, owner);
  end loop;
  for name in
    select p.oid::regprocedure::text from pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.proowner <> owner::regrole
  loop
    execute format('alter routine %s owner to %I', name, owner);
  end loop;

  execute format(
    'grant select, insert, update, delete on all tables in schema public to %I', app);
  execute format('grant usage, select on all sequences in schema public to %I', app);
  execute format(
    'alter default privileges for role %I grant usage on schemas to %I', owner, app);
  execute format(
    'alter default privileges for role %I grant select, insert, update, delete on tables to %I',
    owner, app);
  execute format(
    'alter default privileges for role %I grant usage, select on sequences to %I', owner, app);

  if is_read then
    execute format('grant select on all tables in schema public to %I', reader);
    execute format(
      'alter default privileges for role %I in schema public grant select on tables to %I',
      owner, reader);
  end if;

  if relays then
    execute format('alter role %I replication', relay);
    if to_regnamespace('millrace_relay') is null then
      create schema millrace_relay;
    end if;
    execute format('alter schema millrace_relay owner to %I', relay);
    if to_regclass('millrace_relay.slot') is not null then
      execute format('alter table millrace_relay.slot owner to %I', relay);
    end if;
    -- It publishes no table; without one there is nothing to decode with.
    if not exists (select from pg_publication where pubname = base) then
      execute format('create publication %I', base);
    end if;
    execute format('alter publication %I owner to %I', base, relay);
  end if;
end
$$;
