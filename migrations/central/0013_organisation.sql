-- One organisation in the console: notes of the operators, when its people were last there, modules that are turned off.

create table tenant_note (
  id uuid primary key,
  tenant_id uuid not null references tenant (id) on delete cascade,
  -- Who wrote it; the name stays when the account goes.
  user_id uuid references "user" (id) on delete set null,
  author text not null,
  content text not null,
  created_at timestamptz not null
);
create index tenant_note_tenant_id_idx on tenant_note (tenant_id, id);

alter table membership add column last_seen_at timestamptz;
create index session_tenant_id_idx on session (tenant_id, last_seen_at);

-- A module that is turned off keeps its row, since its tables are still there and are upgraded with the others.
alter table tenant_module add column disabled_at timestamptz;
