-- The PostgreSQL servers that organisations may live on beside the deployment's own place.
-- Written for PostgreSQL itself, and again for SQLite: the engines widen a check in ways that have nothing in common.

create table server (
  id uuid primary key,
  name text not null,
  region text not null,
  -- The most organisations that may live there.
  capacity bigint not null,
  -- The address with its password, sealed with the deployment's key (src/servers/seal.rs).
  sealed_address bytea not null,
  state text not null,
  created_at timestamptz not null,
  checked_at timestamptz,
  -- Why the last check failed; null after one that went well.
  last_error text,
  constraint server_name_key unique (name),
  constraint server_capacity_positive check (capacity > 0),
  constraint server_state_known check (state in ('active', 'draining'))
);

-- Null is the deployment's own place.
alter table tenant add column server_id uuid references server (id);
create index tenant_server_id_idx on tenant (server_id);

alter table tenant drop constraint tenant_placement_known;
alter table tenant add constraint tenant_placement_known
  check (placement in ('sqlite', 'postgres-database', 'postgres-schema', 'postgres-server'));
