-- Backups of organisations' databases: each a file that can be brought back to any placement.

create table backup (
  id uuid primary key,
  tenant_id uuid not null references tenant (id) on delete cascade,
  state text not null,
  reason text not null,
  -- In the folder of backups.
  file text not null,
  requested_by text not null,
  began_at timestamptz not null,
  -- Whoever makes it holds the lease; when that runs out, it has failed.
  lease_owner text,
  lease_until timestamptz,
  -- The moment whose data is in it.
  made_at timestamptz,
  -- The last time that the data was found to be the same: no second file was made then.
  confirmed_at timestamptz,
  -- When the file was last read back.
  checked_at timestamptz,
  bytes bigint,
  row_count bigint,
  -- Of the file, and of the database that is packed in it.
  sha256 text,
  content_sha256 text,
  error text,
  constraint backup_file_key unique (file),
  -- failed: there is no file. damaged: the file is gone, or isn't what it was.
  constraint backup_state_known check (state in ('making', 'whole', 'failed', 'damaged')),
  constraint backup_reason_known check (reason in ('schedule', 'asked', 'before-restore'))
);
create unique index backup_tenant_id_key on backup (tenant_id) where state = 'making';
create index backup_tenant_id_began_at_idx on backup (tenant_id, began_at);
-- Few are: operators are told of them.
create index backup_state_idx on backup (state) where state in ('failed', 'damaged');
create index backup_checked_at_idx on backup (checked_at) where state = 'whole';

-- A backup is brought back the way in which data moves: to a new home in the same place.
alter table tenant_move add column backup_id uuid references backup (id) on delete set null;
-- The moment whose data it held.
alter table tenant_move add column backup_at timestamptz;
