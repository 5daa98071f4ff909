-- What takes a voucher back names the dimensions that it had, archived by now or not: open_dimension_sets finds sets with
-- archived dimensions where `archived_too`.
drop function open_dimension_sets(text, uuid, jsonb[]);

-- The sets of dimensions that lines ask for, each given as a JSON object of codes by type; made where they are not there
-- yet. `problem` is empty, type_unknown, dimension_unknown, type_archived or dimension_archived, and `type_code` says of
-- which type.
create function open_dimension_sets(
  the_tenant text, company uuid, wanted jsonb[], archived_too boolean, out place int, out set_key int, out problem text, out type_code text
) returns setof record language plpgsql as $$
#variable_conflict use_column
declare
  found_types bigint[];
  found_dimensions bigint[];
  bad record;
begin
  perform set_config('m.tenant', the_tenant, true);
  for i in 1 .. cardinality(wanted) loop
    select w.key as code, case when t.key is null then 'type_unknown' when d.key is null then 'dimension_unknown'
      when t.archived then 'type_archived' when d.archived then 'dimension_archived' end as why
    into bad
    from jsonb_each_text(wanted[i]) w
    left join dimension_type t on t.company_id = company and t.code = w.key
    left join dimension d on d.type_key = t.key and d.code = w.value
    where t.key is null or d.key is null or (not archived_too and (t.archived or d.archived))
    order by w.key limit 1;
    place := i;
    set_key := null;
    problem := coalesce(bad.why, '');
    type_code := coalesce(bad.code, '');
    if problem = '' then
      select array_agg(t.key order by t.key), array_agg(d.key order by t.key) into found_types, found_dimensions
      from jsonb_each_text(wanted[i]) w
      join dimension_type t on t.company_id = company and t.code = w.key
      join dimension d on d.type_key = t.key and d.code = w.value;
      select s.key into set_key from dimension_set s where s.company_id = company and s.dimension_keys = found_dimensions;
      if set_key is null then
        insert into dimension_set (tenant, company_id, type_keys, dimension_keys, codes)
        values (the_tenant, company, found_types, found_dimensions, wanted[i])
        on conflict on constraint dimension_set_unique do nothing;
        select s.key into set_key from dimension_set s where s.company_id = company and s.dimension_keys = found_dimensions;
      end if;
    end if;
    return next;
  end loop;
end $$;
