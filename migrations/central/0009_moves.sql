-- Organisations whose data goes from one place to another, and what is left of the old place.

create table tenant_move (
  id uuid primary key,
  tenant_id uuid not null references tenant (id) on delete cascade,
  state text not null,
  from_placement text not null,
  from_server_id uuid references server (id),
  from_name text not null,
  to_placement text not null,
  to_server_id uuid references server (id),
  to_name text not null,
  requested_by text not null,
  started_at timestamptz not null,
  -- Whoever works on it holds the lease; when that runs out, somebody else takes it back.
  lease_owner text,
  lease_until timestamptz,
  rows_total bigint not null default 0,
  rows_copied bigint not null default 0,
  -- How long nobody could write.
  read_only_micros bigint,
  switched_at timestamptz,
  -- Copies that upgrades made at the old place: after the move there is no way back to them.
  snapshots_gone_at timestamptz,
  -- Of a move that was taken back: when what was made at the new place was removed.
  copy_gone_at timestamptz,
  -- When the old copy goes.
  kept_until timestamptz,
  finished_at timestamptz,
  error text,
  -- copying: the organisation works as ever. switching: its data can be read. moved: the old copy is still there.
  -- done: it is gone. undone: the move was taken back, and the organisation is where it was.
  constraint tenant_move_state_known check (state in ('copying', 'switching', 'moved', 'done', 'undone'))
);
create unique index tenant_move_tenant_id_key on tenant_move (tenant_id) where state in ('copying', 'switching');
create index tenant_move_tenant_id_started_at_idx on tenant_move (tenant_id, started_at);
create index tenant_move_state_idx on tenant_move (state);
