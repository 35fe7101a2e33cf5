-- The PostgreSQL servers that organisations may live on beside the deployment's own place.
-- Written for SQLite itself, and again for PostgreSQL: the engines widen a check in ways that have nothing in common.

create table server (
  id blob primary key,
  name text not null,
  region text not null,
  -- The most organisations that may live there.
  capacity integer not null,
  -- The address with its password, sealed with the deployment's key (src/servers/seal.rs).
  sealed_address blob not null,
  state text not null,
  created_at text not null,
  checked_at text,
  -- Why the last check failed; null after one that went well.
  last_error text,
  constraint server_name_key unique (name),
  constraint server_capacity_positive check (capacity > 0),
  constraint server_state_known check (state in ('active', 'draining'))
) strict;

-- Null is the deployment's own place.
alter table tenant add column server_id blob references server (id);
create index tenant_server_id_idx on tenant (server_id);

-- A table that others refer to can't be made anew inside a transaction: dropping it would delete what refers to it. Nothing
-- that is stored depends on a check, so its text alone is changed, the way that SQLite's documentation of ALTER TABLE gives
-- for it. It comes last: the statements above have counted the schema's version up, so that every other connection reads
-- the schema anew, and `reset` makes this one do so.
pragma writable_schema = on;
update sqlite_schema
set sql = replace(sql, 'check (placement in (''sqlite'', ''postgres-database''))',
                  'check (placement in (''sqlite'', ''postgres-database'', ''postgres-schema'', ''postgres-server''))')
where type = 'table' and name = 'tenant';
pragma writable_schema = reset;
