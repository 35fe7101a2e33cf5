-- Organisations that move to another name, that are given up, and what is left to tell of those that are gone.

-- The organisation that a resting name still leads to; of one that is gone it leads nowhere.
alter table resting_slug add column leads_to uuid references tenant (id) on delete set null;
create index resting_slug_leads_to_idx on resting_slug (leads_to);

-- While it is set nobody can delete the organisation.
alter table tenant add column locked_at timestamptz;

-- An organisation that was deleted: closed at once, its data gone after the grace. Whoever works on it, at the final
-- export or at the removal, holds the lease.
create table deletion (
  tenant_id uuid primary key references tenant (id) on delete cascade,
  requested_at timestamptz not null,
  gone_at timestamptz not null,
  requested_by text not null,
  reason text,
  -- Where the final export is or will be; null when none is wanted.
  export_path text,
  exported_at timestamptz,
  export_bytes bigint,
  export_sha256 text,
  lease_owner text,
  lease_until timestamptz,
  last_error text,
  -- From here on there is no way back.
  purge_began_at timestamptz,
  -- What was counted before it was removed.
  found jsonb
);
create index deletion_gone_at_idx on deletion (gone_at);

-- The proof of what was removed, and when. It outlives the organisation.
create table erasure (
  id uuid primary key,
  tenant_id uuid not null,
  slug text not null,
  name text not null,
  requested_at timestamptz not null,
  requested_by text not null,
  reason text,
  erased_at timestamptz not null,
  erased_by text not null,
  -- SHA-256 of the database's name: it tells whether a backup or a log is of this organisation.
  database_sha256 text not null,
  removed jsonb not null,
  constraint erasure_tenant_id_key unique (tenant_id)
);
create index erasure_erased_at_idx on erasure (erased_at);
