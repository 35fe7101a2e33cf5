-- What every organisation has: its brand and the pictures that belong to it.

create table brand (
  id bigint primary key,
  tokens jsonb not null,
  updated_at timestamptz not null,
  constraint brand_single check (id = 1)
);

-- Pictures as they are served: re-encoded or cleaned, named by the hash of their bytes.
create table brand_asset (
  hash text primary key,
  media_type text not null,
  bytes bytea not null,
  created_at timestamptz not null
);

create table setting (
  key text primary key,
  value text not null,
  updated_at timestamptz not null
);
