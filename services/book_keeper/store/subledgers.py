"""I7: the sub-ledger of a control account, an account that requires dimensions, is what its lines say by dimension.

Each statement answers a sentence for whatever breaks the rule.
"""

# Who posts while the rule is made has looked at the account a moment before: a minute is no fault.
_OUTSIDE = """
select 'line ' || l.number || ' of voucher ' || l.voucher_id || ' on control account ' || a.code || ' of company '
  || a.company_id || ' is in no sub-ledger'
from account a join line l on l.account_key = a.key join voucher v on v.id = l.voucher_id
where a.required_dimensions is not null and v.post_time > a.required_since + interval '1 minute'
  and v.reverses_voucher_id is null and not v.closing and not has_dimensions(l.dimension_set, a.required_dimensions)
limit :most
"""
_DIFFERENT = """
with control as (
  select key, code, company_id, required_dimensions from account where required_dimensions is not null
), kept as (
  select account_key, ledger, dimension_set, debit - credit as net from balance_day
  union all
  select account_key, ledger, dimension_set, debit - credit from balance_delta
), subledger as (
  select c.key, k.ledger, sum(k.net) as net
  from control c join kept k on k.account_key = c.key join dimension_set s on s.key = k.dimension_set
  where c.required_dimensions <@ s.type_keys group by 1, 2
), posted as (
  select c.key, l.ledger, sum(l.amount) as net
  from control c join line l on l.account_key = c.key join dimension_set s on s.key = l.dimension_set
  where c.required_dimensions <@ s.type_keys group by 1, 2
)
select 'control account ' || c.code || ' of company ' || c.company_id || ': the sub-ledger comes to '
  || coalesce(subledger.net, 0) || ', the account to ' || coalesce(posted.net, 0) || ' minor units of ledger ' || ledger
from subledger full join posted using (key, ledger) join control c using (key)
where coalesce(subledger.net, 0) <> coalesce(posted.net, 0) limit :most
"""
_SETS = """
select 'set of dimensions ' || s.key || ' of company ' || s.company_id || ' is not what it is called: ' || s.codes
from dimension_set s left join lateral (
  select jsonb_object_agg(t.code, d.code) as codes, array_agg(t.key order by t.key) as type_keys
  from dimension d join dimension_type t on t.key = d.type_key
  where d.key = any (s.dimension_keys) and d.company_id = s.company_id) named on true
where named.codes is distinct from s.codes or named.type_keys is distinct from s.type_keys
union all
select 'line ' || l.number || ' of voucher ' || l.voucher_id || ' has a set of dimensions that is not its company''s'
from line l join voucher v on v.id = l.voucher_id left join dimension_set s on s.key = l.dimension_set
where l.dimension_set <> 0 and s.company_id is distinct from v.company_id
limit :most
"""
COUNT = "select count(*) from account where required_dimensions is not null"
STATEMENTS = (_OUTSIDE, _DIFFERENT, _SETS)
