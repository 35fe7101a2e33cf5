-- The deployment's own tables: who the organisations are, where they live, who may enter.
-- Type words are portable; src/db/migrations.rs maps them for SQLite's STRICT tables.

create table tenant (
  id uuid primary key,
  slug text not null,
  name text not null,
  status text not null,
  status_reason text,
  locale text not null,
  time_zone text not null,
  currency text not null,
  plan text not null,
  placement text not null,
  database_name text not null,
  database_bytes bigint not null default 0,
  brand_copy jsonb,
  created_at timestamptz not null,
  last_active_at timestamptz,
  constraint tenant_slug_key unique (slug),
  constraint tenant_database_name_key unique (database_name),
  constraint tenant_status_known check (status in ('provisioning', 'active', 'suspended', 'maintenance')),
  constraint tenant_placement_known check (placement in ('sqlite', 'postgres-database')),
  constraint tenant_locale_known check (locale in ('en', 'fr'))
);
create index tenant_name_idx on tenant (name, id);
create index tenant_created_at_idx on tenant (created_at, id);
create index tenant_last_active_at_idx on tenant (last_active_at, id);

-- Every host that leads to an organisation, its own subdomain included. A host leads to one organisation.
create table domain (
  host text primary key,
  tenant_id uuid not null references tenant (id) on delete cascade,
  is_main boolean not null,
  verified_at timestamptz,
  created_at timestamptz not null
);
create index domain_tenant_id_idx on domain (tenant_id);

-- A slug that was given up rests, so that old links and cookies can't reach a stranger.
create table resting_slug (
  slug text primary key,
  free_at timestamptz not null
);

create table tenant_module (
  tenant_id uuid not null references tenant (id) on delete cascade,
  module text not null,
  enabled_at timestamptz not null,
  primary key (tenant_id, module)
);

create table "user" (
  id uuid primary key,
  email text not null,
  name text not null,
  password_hash text,
  locale text,
  created_at timestamptz not null,
  constraint user_email_key unique (email)
);

create table membership (
  id uuid primary key,
  tenant_id uuid not null references tenant (id) on delete cascade,
  user_id uuid not null references "user" (id) on delete cascade,
  role text not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  constraint membership_tenant_id_user_id_key unique (tenant_id, user_id),
  constraint membership_role_known check (role in ('owner', 'admin', 'member'))
);
create index membership_user_id_idx on membership (user_id);

-- A person who was asked to join one organisation. Only the hash of the link's secret is kept.
create table invitation (
  id uuid primary key,
  tenant_id uuid not null references tenant (id) on delete cascade,
  email text not null,
  name text not null,
  role text not null,
  token_hash bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  constraint invitation_token_hash_key unique (token_hash),
  constraint invitation_role_known check (role in ('owner', 'admin', 'member'))
);
create index invitation_tenant_id_idx on invitation (tenant_id);

create table operator (
  id uuid primary key,
  user_id uuid not null references "user" (id) on delete cascade,
  created_at timestamptz not null,
  constraint operator_user_id_key unique (user_id)
);

-- A link that signs an operator in once, printed on the server's own terminal.
create table operator_link (
  token_hash bytea primary key,
  operator_id uuid not null references operator (id) on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

-- The key is the SHA-256 of the cookie's secret: a copy of this table opens no session.
create table session (
  id_hash bytea primary key,
  user_id uuid not null references "user" (id) on delete cascade,
  tenant_id uuid references tenant (id) on delete cascade,
  host text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index session_user_id_idx on session (user_id);
create index session_expires_at_idx on session (expires_at);

create table sign_in_failure (
  key text primary key,
  failures bigint not null,
  last_failed_at timestamptz not null
);

create table provisioning (
  id uuid primary key,
  slug text not null,
  tenant_id uuid,
  started_at timestamptz not null,
  finished_at timestamptz,
  outcome text not null,
  constraint provisioning_outcome_known check (outcome in ('running', 'done', 'failed'))
);
create index provisioning_slug_idx on provisioning (slug, started_at);

create table provisioning_step (
  provisioning_id uuid not null references provisioning (id) on delete cascade,
  position bigint not null,
  step text not null,
  state text not null,
  micros bigint not null,
  primary key (provisioning_id, position),
  constraint provisioning_step_state_known check (state in ('running', 'done', 'failed', 'undone'))
);

create table audit_event (
  id uuid primary key,
  at timestamptz not null,
  kind text not null,
  tenant_id uuid,
  user_id uuid,
  host text not null,
  detail text not null
);
create index audit_event_at_idx on audit_event (at);

-- One row that every change of a tenant or a domain counts up: each node drops its cached answers when it moves.
create table directory_version (
  id bigint primary key,
  version bigint not null
);
insert into directory_version (id, version) values (1, 1);
