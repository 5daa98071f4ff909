-- Looking at documents that are to be posted takes one call, for it begins every posting: what was answered to the request
-- before, the document with its lines, and how far its postings are, all as of one moment. So a request that is decided
-- meanwhile is found answered or its document still unposted, never neither.

-- Makes `look_at_<table>`, for a batch: a row for each entry, in order. `line_document` is the column of the table of
-- lines that names the document; a document without lines has neither.
create procedure make_posting_look(document_table text, line_table text default '', line_document text default '')
language plpgsql as $make$
begin
  execute format($look$
    create function look_at_%1$s(
      the_tenant text, asked_request text[], asked_document uuid[], asked_purpose text[]
    ) returns table (input_hash bytea, response bytea, document %1$I, lines %2$s, tombstones int, waits boolean)
    language plpgsql as $body$
    #variable_conflict use_column
    begin
      perform set_config('m.tenant', the_tenant, true), set_config('plan_cache_mode', 'force_generic_plan', true);
      return query
      select i.input_hash, i.response, d, %3$s,
        (select count(*)::int from decision x
          where x.document_id = a.document and x.purpose = a.purpose and x.revision = d.revision and x.outcome = 2),
        exists (select from decision x where x.document_id = a.document and x.waits_for <> '{}')
      from unnest(asked_request, asked_document, asked_purpose) with ordinality a (request, document, purpose, place)
      left join idempotency i on i.tenant = the_tenant and i.request_id = a.request
      left join %1$I d on d.id = a.document
      order by a.place;
    end $body$;
  $look$, document_table,
    case when line_table = '' then 'text[]' else format('%I[]', line_table) end,
    case when line_table = '' then 'null::text[]'
      else format('(select array_agg(l order by l.number) from %I l where l.%I = a.document)', line_table, line_document)
    end);
end $make$;
