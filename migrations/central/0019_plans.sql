-- What organisations may have: plans, what differs for one of them, and who has more than that.

create table plan (
  -- What `tenant.plan` names.
  key text primary key,
  name_en text not null,
  name_fr text not null,
  description_en text not null,
  description_fr text not null,
  -- Minor units for each period; none is a plan without a price.
  price bigint,
  currency text not null,
  period text not null,
  -- None is as much as somebody wants.
  members bigint,
  storage_bytes bigint,
  -- In a calendar month. They are counted and refused to nobody.
  requests bigint,
  -- Keys; no list is every module, also one that comes later.
  modules jsonb,
  features jsonb not null,
  position bigint not null,
  -- Counted up by every change, so that nobody saves over what they haven't seen.
  version bigint not null,
  -- The version by which its organisations were judged last.
  judged_version bigint not null,
  archived_at timestamptz,
  constraint plan_price_not_negative check (price >= 0),
  constraint plan_period_known check (period in ('month', 'year')),
  constraint plan_limits_positive check (members > 0 and storage_bytes > 0 and requests > 0)
);

-- Organisations keep what they have had: no limits, and all there is.
insert into plan (key, name_en, name_fr, description_en, description_fr, currency, period, features, position, version,
                  judged_version)
values ('standard', 'Standard', 'Standard', 'Everything, without limits.', 'Tout, sans limites.', 'EUR', 'month',
        '["own-domain", "mail-sender", "preview-links", "planned-brand"]', 0, 1, 1);
insert into plan (key, name_en, name_fr, description_en, description_fr, currency, period, features, position, version,
                  judged_version)
select plan, plan, plan, '', '', 'EUR', 'month',
       '["own-domain", "mail-sender", "preview-links", "planned-brand"]', 1, 1, 1
from tenant where plan <> 'standard' group by plan;

create index tenant_plan_idx on tenant (plan, id);

-- A feature that one organisation has beyond its plan, or has not, perhaps until a moment.
create table tenant_feature (
  tenant_id uuid not null references tenant (id) on delete cascade,
  feature text not null,
  is_on boolean not null,
  reason text not null,
  ends_at timestamptz,
  set_by text not null,
  set_at timestamptz not null,
  primary key (tenant_id, feature)
);

-- A limit that is another for one organisation than its plan's; none is as much as it wants.
create table tenant_limit (
  tenant_id uuid not null references tenant (id) on delete cascade,
  what text not null,
  amount bigint,
  reason text not null,
  set_by text not null,
  set_at timestamptz not null,
  primary key (tenant_id, what),
  constraint tenant_limit_what_known check (what in ('members', 'storage', 'requests')),
  constraint tenant_limit_amount_positive check (amount > 0)
);

-- Who has more than they may, since when, and until when nothing comes of it.
create table tenant_over (
  tenant_id uuid not null references tenant (id) on delete cascade,
  what text not null,
  since timestamptz not null,
  grace_ends_at timestamptz not null,
  -- When the end of the grace was noted.
  ended_at timestamptz,
  primary key (tenant_id, what),
  constraint tenant_over_what_known check (what in ('members', 'storage', 'modules'))
);
create index tenant_over_grace_ends_at_idx on tenant_over (grace_ends_at);

-- Settings that operators changed in the console.
create table deployment_setting (
  key text primary key,
  value text not null,
  set_by text not null,
  set_at timestamptz not null
);
