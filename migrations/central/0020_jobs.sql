-- Work in the background that failed for an organisation, until it succeeds again. What moves, deletions, upgrades and
-- certificates have to say of themselves stands in their own tables.
create table job_failure (
  tenant_id uuid not null references tenant (id) on delete cascade,
  kind text not null,
  -- In the words of whatever failed, the last time.
  reason text not null,
  failed_at timestamptz not null,
  -- In a row.
  times bigint not null,
  primary key (tenant_id, kind),
  constraint job_failure_kind_known check (kind in ('publication', 'domain', 'figures', 'plan'))
);
create index job_failure_failed_at_idx on job_failure (failed_at);
