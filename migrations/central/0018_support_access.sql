-- Support access: an operator who works inside an organisation for a while, because its owner allowed it.

create table support_request (
  id uuid primary key,
  tenant_id uuid not null references tenant (id) on delete cascade,
  -- Who asks; the name stays when they are no operator any more.
  operator_id uuid references operator (id) on delete set null,
  operator_name text not null,
  reason text not null,
  -- How long they want to be inside.
  minutes bigint not null,
  wants_write boolean not null,
  -- What was allowed.
  may_write boolean not null,
  -- What the deployment's policy was: an owner had to allow it, or was told of it.
  policy text not null,
  state text not null,
  asked_at timestamptz not null,
  -- Until then it can be allowed.
  expires_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  starts_at timestamptz,
  ends_at timestamptz,
  ended_at timestamptz,
  ended_by text,
  -- How many lines its trail has; whoever writes the next one holds this row.
  visits bigint not null,
  constraint support_request_state_known check (state in ('asked', 'allowed', 'refused', 'withdrawn', 'ended', 'expired')),
  constraint support_request_policy_known check (policy in ('consent', 'notice')),
  constraint support_request_minutes_positive check (minutes > 0)
);
create index support_request_tenant_id_idx on support_request (tenant_id, asked_at);
create index support_request_state_idx on support_request (state, ends_at);
-- Of one operator there is one that is open, in each organisation.
create unique index support_request_tenant_id_operator_id_key on support_request (tenant_id, operator_id)
  where state in ('asked', 'allowed');

-- The way from the console to the organisation's host: once, within a minute. Only the hash of its secret is kept.
create table support_handoff (
  token_hash bytea primary key,
  request_id uuid not null references support_request (id) on delete cascade,
  host text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index support_handoff_request_id_idx on support_handoff (request_id);

-- What was seen and done inside, in the order in which it happened.
create table support_visit (
  request_id uuid not null references support_request (id) on delete cascade,
  number bigint not null,
  tenant_id uuid not null references tenant (id) on delete cascade,
  at timestamptz not null,
  kind text not null,
  -- The page's path and query.
  path text not null,
  -- The endpoints that were called from it.
  calls jsonb not null,
  primary key (request_id, number),
  constraint support_visit_kind_known check (kind in ('read', 'write'))
);
create index support_visit_tenant_id_idx on support_visit (tenant_id);

-- A session of support ends with its request.
alter table session add column support_request_id uuid references support_request (id) on delete cascade;
create index session_support_request_id_idx on session (support_request_id);
