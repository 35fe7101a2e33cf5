-- Hosts that organisations say are theirs. Several may claim one; the table of domains holds those that proved it.

create table domain_claim (
  tenant_id uuid not null references tenant (id) on delete cascade,
  host text not null,
  -- Public: it stands in the DNS.
  token text not null,
  created_at timestamptz not null,
  -- None while the host is verified.
  expires_at timestamptz,
  looked_at timestamptz,
  -- What the last look found.
  found jsonb,
  -- Since when a verified host's records are gone.
  failing_since timestamptz,
  -- When it was verified last, and lost that.
  lost_at timestamptz,
  -- When a verified host is looked at next. Whoever looks moves it on first, so that nobody else does.
  next_check_at timestamptz,
  primary key (tenant_id, host)
);
create index domain_claim_host_idx on domain_claim (host);
create index domain_claim_expires_at_idx on domain_claim (expires_at);
create index domain_claim_failing_since_idx on domain_claim (failing_since) where failing_since is not null;
create index domain_claim_next_check_at_idx on domain_claim (next_check_at);

-- How often an organisation had its hosts looked up in the minute that runs.
create table domain_check_count (
  tenant_id uuid primary key references tenant (id) on delete cascade,
  began_at timestamptz not null,
  checks bigint not null
);
