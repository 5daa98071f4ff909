-- What a context decided about posting its documents: see m_kit/posting. One row per attempt, for ever: POSTED, or a
-- tombstone. `waits_for` names the keepers that have not confirmed yet; a row with any is taken up again after a crash.
create table decision (
  posting_id uuid primary key,
  tenant text not null,
  company_id uuid not null,
  document_type text not null,
  document_id uuid not null,
  purpose text not null,
  revision int not null,
  attempt int not null,
  outcome smallint not null check (outcome in (1, 2)),
  document_number text not null default '',
  waits_for text[] not null default '{}',
  decided_time timestamptz not null
) with (fillfactor = 70);
create index decision_by_document on decision (document_id, purpose, revision);
create index decision_unconfirmed on decision (decided_time) where waits_for <> '{}';
grant select, insert, update on decision to {role};

-- Gapless numbers of documents, taken last, those of a batch at once.
create table document_series (
  tenant text not null,
  company_id uuid not null,
  series_code text not null,
  year int not null,
  last bigint not null,
  primary key (company_id, series_code, year)
) with (fillfactor = 10);
grant select, insert, update on document_series to {role};

-- Tenants that ever had background work here, so that relay, resumer and sweeper can visit each one.
create table working_tenant (name text primary key);
grant select, insert on working_tenant to {role};

-- What became of an attempt; one that nobody decided gets its tombstone. The insert waits for a decide in flight and the
-- select after it sees that one.
create function settle_posting(
  the_tenant text, the_posting uuid, the_company uuid, the_type text, the_document uuid, the_purpose text,
  the_revision int, the_attempt int,
  out outcome smallint, out document_number text, out decided_time timestamptz
) language plpgsql as $$
begin
  perform set_config('m.tenant', the_tenant, true);
  insert into decision values (
    the_posting, the_tenant, the_company, the_type, the_document, the_purpose, the_revision, the_attempt, 2, '', '{}',
    clock_timestamp()) on conflict do nothing;
  select d.outcome, d.document_number, d.decided_time into settle_posting.outcome, settle_posting.document_number,
    settle_posting.decided_time
  from decision d where d.posting_id = the_posting;
end $$;

-- Takes keepers off the lists of those that have yet to confirm. Nothing waits for the disk: what is lost here is
-- confirmed once more.
create function mark_confirmed(the_tenant text, confirmed_posting uuid[], confirmed_keeper text[]) returns void
language plpgsql as $$
begin
  perform set_config('m.tenant', the_tenant, true), set_config('synchronous_commit', 'off', true);
  update decision d set waits_for = array(
    select k from unnest(d.waits_for) k
    where not exists (
      select from unnest(confirmed_posting, confirmed_keeper) c (posting, keeper)
      where c.posting = d.posting_id and c.keeper = k))
  where d.posting_id = any (confirmed_posting) and d.waits_for <> '{}';
end $$;

-- Makes a table of documents one that posts: its state, number and what keepers answered, and the function
-- `decide_<table>` that decides about a batch of its documents in one call. A document occurs once in a batch.
--
-- Outcomes: posted (by this call), replayed (this request was answered before), reused (this request_id had other
-- content), cancelled (the attempt has a tombstone), decided (another request posted it), changed (the document is not
-- what was read: the attempt has its tombstone now).
create procedure make_posting_document(document_table text) language plpgsql as $make$
begin
  execute format($table$
    alter table %1$I
      add column state smallint not null default 1,
      add column number text not null default '',
      add column post_time timestamptz,
      add column facts jsonb not null default '{}';
    create unique index %1$s_number on %1$I (company_id, number) where number <> '';
  $table$, document_table);
  execute format($decide$
    create function decide_%1$s(
      the_tenant text, batch_request text[], batch_request_type text[], batch_hash bytea[],
      batch_posting uuid[], batch_company uuid[], batch_type text[], batch_document uuid[], batch_purpose text[],
      batch_revision int[], batch_attempt int[], batch_from smallint[], batch_to smallint[], batch_series text[],
      batch_year int[], batch_facts jsonb[], batch_keepers text[],
      out place int, out outcome text, out document_number text, out decided_time timestamptz
    ) returns setof record language plpgsql as $body$
    #variable_conflict use_column
    declare
      size constant int := cardinality(batch_posting);
      now_deciding constant timestamptz := clock_timestamp();
      outcomes text[] := array_fill(null::text, array[size]);
      numbers text[] := array_fill(''::text, array[size]);
      current boolean[];
      mine uuid[];
      found record;
      last_number bigint;
    begin
      perform set_config('m.tenant', the_tenant, true), set_config('plan_cache_mode', 'force_generic_plan', true);

      -- A request that was answered before, or is being answered elsewhere, decides nothing.
      with claimed as (
        insert into idempotency (tenant, request_id, request_type, input_hash)
        select the_tenant, r.id, r.type, r.hash
        from unnest(batch_request, batch_request_type, batch_hash) r (id, type, hash) order by r.id
        on conflict do nothing returning request_id)
      select array_agg(case when c.request_id is null then 'replayed' end order by r.place) into outcomes
      from unnest(batch_request) with ordinality r (id, place) left join claimed c on c.request_id = r.id;
      if array_position(outcomes, 'replayed') is not null then
        for found in
          select r.place, i.input_hash = r.hash as same
          from unnest(batch_request, batch_hash) with ordinality r (id, hash, place)
          join idempotency i on i.tenant = the_tenant and i.request_id = r.id
          where outcomes[r.place] is not null
        loop
          if not found.same then outcomes[found.place] := 'reused'; end if;
        end loop;
      end if;

      -- P3: only what is still as it was read, judged under its lock. Everyone locks in the order of ids.
      perform from %1$I d where d.id = any (batch_document) order by d.id for update;
      select array_agg(d.id is not null order by b.place) into current
      from unnest(batch_document, batch_revision, batch_from) with ordinality b (id, revision, from_state, place)
      left join %1$I d on d.id = b.id and d.revision = b.revision and d.state = b.from_state;

      -- P4: one row, POSTED or a tombstone. Waits for a tombstone in flight and leaves what it finds.
      with decided as (
        insert into decision
        select b.posting, the_tenant, b.company, b.type, b.document, b.purpose, b.revision, b.attempt,
          case when current[b.place] then 1 else 2 end, '',
          case when current[b.place] then string_to_array(b.keepers, ',') else '{}' end, now_deciding
        from unnest(batch_posting, batch_company, batch_type, batch_document, batch_purpose, batch_revision,
          batch_attempt, batch_keepers) with ordinality
          b (posting, company, type, document, purpose, revision, attempt, keepers, place)
        where outcomes[b.place] is null order by b.posting
        on conflict do nothing returning posting_id)
      select coalesce(array_agg(posting_id), '{}') into mine from decided;
      for i in 1 .. size loop
        if outcomes[i] is null and batch_posting[i] = any (mine) then
          outcomes[i] := case when current[i] then 'posted' else 'changed' end;
        end if;
      end loop;

      -- Numbers come last.
      for found in
        select b.company, b.series, b.year, array_agg(b.place::int order by b.place) as places
        from unnest(batch_company, batch_series, batch_year) with ordinality b (company, series, year, place)
        where outcomes[b.place] = 'posted' and b.series <> '' group by 1, 2, 3 order by 1, 2, 3
      loop
        insert into document_series as s values (
          the_tenant, found.company, found.series, found.year, cardinality(found.places))
        on conflict (company_id, series_code, year) do update set last = s.last + excluded.last
        returning s.last into last_number;
        for i in 1 .. cardinality(found.places) loop
          numbers[found.places[i]] := format('%%s/%%s/%%s', found.series, found.year,
            lpad((last_number - cardinality(found.places) + i)::text,
              greatest(5, length((last_number - cardinality(found.places) + i)::text)), '0'));
        end loop;
      end loop;

      update %1$I d set state = b.to_state, revision = d.revision + 1, update_time = now_deciding,
        post_time = coalesce(d.post_time, now_deciding), facts = d.facts || b.facts,
        number = case when b.number <> '' then b.number else d.number end
      from unnest(batch_document, batch_to, batch_facts, numbers) with ordinality b (id, to_state, facts, number, place)
      where d.id = b.id and outcomes[b.place] = 'posted';
      update decision d set document_number = x.number
      from unnest(batch_posting, batch_document) with ordinality b (posting, document, place)
      join %1$I x on x.id = b.document
      where d.posting_id = b.posting and outcomes[b.place] = 'posted';
      -- A request that decided nothing leaves no claim; a later one may come under its id.
      if cardinality(mine) < size or array_position(current, false) is not null then
        delete from idempotency i using unnest(batch_request) with ordinality b (id, place)
        where i.tenant = the_tenant and i.request_id = b.id and i.response is null
          and (outcomes[b.place] is null or outcomes[b.place] = 'changed');
      end if;

      return query
      select b.place::int,
        coalesce(outcomes[b.place], case when d.outcome = 1 then 'decided' else 'cancelled' end),
        case when outcomes[b.place] = 'posted' and numbers[b.place] <> '' then numbers[b.place]
          else coalesce(x.number, '') end,
        coalesce(d.decided_time, now_deciding)
      from unnest(batch_posting, batch_document) with ordinality b (posting, document, place)
      left join decision d on d.posting_id = b.posting left join %1$I x on x.id = b.document order by b.place;
    end $body$;
  $decide$, document_table);
end $make$;
