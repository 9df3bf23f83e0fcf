-- What users and handlers wrote, for those who search it. The table keeps JSON as it came: jsonb costs
-- the fold at every write, and to change the columns would write each row again while nothing else may.
-- A text that jsonb cannot hold, such as one with U+0000 from before such texts were refused, is null
-- here. PostgreSQL before 16 cannot tell without an error, and has no such view.
do $$
begin
  if to_regprocedure('pg_input_is_valid(text, text)') is not null then
    create view task_json as
    select task_id, type, status, user_id, project_id, parent_id, created_at, completed_at,
      case when pg_input_is_valid(parameters::text, 'jsonb') then parameters::jsonb end as parameters,
      case when pg_input_is_valid(metadata::text, 'jsonb') then metadata::jsonb end as metadata,
      case when pg_input_is_valid(result::text, 'jsonb') then result::jsonb end as result,
      case when pg_input_is_valid(error::text, 'jsonb') then error::jsonb end as error
    from task;
    comment on view task_json is
      'The JSON of task as jsonb, to search it with @>, ->, jsonb_path_query and so on. It has no index: narrow it down by user_id, project_id, type or created_at';
  end if;
end
$$;
comment on column task.parameters is
  'As submitted; the JSON null where they are stored beside the task. To search: the view task_json';
