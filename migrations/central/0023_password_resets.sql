-- Links by which somebody who forgot their password chooses a new one. Each is made when its mail goes out: before that there is
-- nothing that could be stolen, and whoever asks learns nothing of who is known here.

create table password_reset (
  token_hash bytea primary key,
  user_id uuid not null references "user" (id) on delete cascade,
  -- The organisation on whose page it was asked for and where alone it works; none is the console.
  tenant_id uuid references tenant (id) on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index password_reset_user_id_idx on password_reset (user_id);
create index password_reset_tenant_id_idx on password_reset (tenant_id);
create index password_reset_expires_at_idx on password_reset (expires_at);
