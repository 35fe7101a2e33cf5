-- What operators tell organisations on their pages.

create table announcement (
  id uuid primary key,
  tone text not null,
  text_en text not null,
  text_fr text not null,
  link text,
  scope text not null,
  -- For the scope of a plan.
  plan text,
  starts_at timestamptz not null,
  ends_at timestamptz,
  is_dismissible boolean not null,
  -- Shown to who isn't signed in, too.
  on_sign_in boolean not null,
  created_at timestamptz not null,
  -- A draft until then.
  published_at timestamptz,
  constraint announcement_tone_known check (tone in ('info', 'warning', 'maintenance')),
  constraint announcement_scope_known check (scope in ('all', 'plan', 'chosen'))
);
create index announcement_ends_at_idx on announcement (ends_at);

-- The chosen organisations.
create table announcement_tenant (
  announcement_id uuid not null references announcement (id) on delete cascade,
  tenant_id uuid not null references tenant (id) on delete cascade,
  primary key (announcement_id, tenant_id)
);
create index announcement_tenant_tenant_id_idx on announcement_tenant (tenant_id);
