-- What each organisation's database looks like, and the runs that bring all of them to the newest version.

-- The newest version of each set of tables that any program of this deployment has known. It is never counted down.
create table schema_head (
  set_name text primary key,
  version bigint not null
);

-- The version of each set in an organisation's own database. Those from before this table have no rows: they count as
-- behind, and the next run records them.
create table tenant_schema (
  tenant_id uuid not null references tenant (id) on delete cascade,
  set_name text not null,
  version bigint not null,
  primary key (tenant_id, set_name)
);

-- The hash of the real tables as they were last read back, when they were found to differ from a clean install's, and
-- why runs leave the organisation out.
alter table tenant add column schema_fingerprint text;
alter table tenant add column drifted_at timestamptz;
alter table tenant add column quarantined_at timestamptz;
alter table tenant add column quarantine_error text;
-- Serving processes look every second whether anybody is in maintenance: they must close that database.
create index tenant_maintenance_idx on tenant (id) where status = 'maintenance';

create table upgrade_run (
  id uuid primary key,
  state text not null,
  stage bigint not null,
  options jsonb not null,
  halt_reason text,
  pardoned bigint not null,
  probe_micros bigint,
  started_at timestamptz not null,
  finished_at timestamptz,
  constraint upgrade_run_state_known check (state in ('running', 'halted', 'done'))
);
-- One run at a time: who starts a second joins the first.
create unique index upgrade_run_state_key on upgrade_run (state) where state = 'running';
create index upgrade_run_started_at_idx on upgrade_run (started_at);

-- One organisation in one run. Whoever works on it holds the lease; when that runs out, somebody else may take it.
create table upgrade_task (
  run_id uuid not null references upgrade_run (id) on delete cascade,
  tenant_id uuid not null references tenant (id) on delete cascade,
  position bigint not null,
  stage bigint not null,
  state text not null,
  attempts bigint not null default 0,
  rehearse boolean not null,
  rehearsed_at timestamptz,
  visited_at timestamptz,
  lease_owner text,
  lease_until timestamptz,
  snapshot text not null,
  snapshot_at timestamptz,
  error text,
  micros bigint,
  finished_at timestamptz,
  status_before text,
  reason_before text,
  primary key (run_id, tenant_id),
  constraint upgrade_task_snapshot_key unique (snapshot),
  constraint upgrade_task_state_known check (state in ('waiting', 'running', 'done', 'failed', 'restoring', 'restored'))
);
create index upgrade_task_run_id_state_stage_idx on upgrade_task (run_id, state, stage);
create index upgrade_task_tenant_id_idx on upgrade_task (tenant_id);
