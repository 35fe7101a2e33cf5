-- Databases that are made ahead, so that a new organisation need not wait for one. Each has its row before there is
-- anything of it, and belongs to the stock until the transaction that gives its name to an organisation takes the row.
create table standby (
  -- The generated name of the file, database or schema.
  name text primary key,
  placement text not null,
  server_id uuid references server (id),
  -- The hash of the modules and migrations that it was made from.
  edition text not null,
  state text not null,
  noted_at timestamptz not null,
  -- Until then somebody works on it; nobody does on what is ready.
  lease_until timestamptz,
  constraint standby_placement_known check (placement in ('sqlite', 'postgres-database', 'postgres-schema', 'postgres-server')),
  constraint standby_state_known check (state in ('making', 'ready', 'removing'))
);
create index standby_placement_idx on standby (placement, state);

-- One row, held while somebody counts what there is and notes what he will make: two nodes don't both make the last.
create table standby_turn (
  id bigint primary key,
  turn bigint not null
);
insert into standby_turn (id, turn) values (1, 0);
