-- The build of the program that a node began to run last. The audit has those before it.
create table running_build (
  id bigint primary key,
  build text not null,
  since timestamptz not null,
  constraint running_build_is_one check (id = 1)
);

-- What changed for everybody is in each organisation's timeline.
create index audit_event_deployed_idx on audit_event (id) where kind = 'deployed';
