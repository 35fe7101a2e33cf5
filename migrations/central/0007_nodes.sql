-- The processes that serve this deployment. They share what its PostgreSQL servers allow, so each must know how many
-- there are.
create table node (
  id uuid primary key,
  started_at timestamptz not null,
  seen_at timestamptz not null
);
