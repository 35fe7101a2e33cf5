-- What organisations do, counted in buckets of a minute, an hour and a day. Every node adds what it counted to the same rows.

-- `span` is the bucket's length and `began` its beginning, in seconds (since 1970, UTC): both engines reckon with them alike.
create table tenant_usage (
  tenant_id uuid not null references tenant (id) on delete cascade,
  span bigint not null,
  began bigint not null,
  requests bigint not null default 0,
  client_errors bigint not null default 0,
  server_errors bigint not null default 0,
  -- Turned away on purpose: too many at once, or closed for work. They are in no other class.
  refused bigint not null default 0,
  bytes bigint not null default 0,
  -- Of all requests together.
  micros bigint not null default 0,
  sign_ins bigint not null default 0,
  refused_sign_ins bigint not null default 0,
  -- People who were seen for the first time on that day; a day's sum is how many were there.
  active_users bigint not null default 0,
  jobs bigint not null default 0,
  failed_jobs bigint not null default 0,
  mails bigint not null default 0,
  failed_mails bigint not null default 0,
  -- How many requests took how long: each counts in the first that holds it.
  within_1_ms bigint not null default 0,
  within_2_ms bigint not null default 0,
  within_5_ms bigint not null default 0,
  within_10_ms bigint not null default 0,
  within_20_ms bigint not null default 0,
  within_50_ms bigint not null default 0,
  within_100_ms bigint not null default 0,
  within_200_ms bigint not null default 0,
  within_500_ms bigint not null default 0,
  within_1000_ms bigint not null default 0,
  within_2000_ms bigint not null default 0,
  within_5000_ms bigint not null default 0,
  over_5000_ms bigint not null default 0,
  primary key (tenant_id, span, began),
  constraint tenant_usage_span_known check (span in (60, 3600, 86400))
);
create index tenant_usage_span_began_idx on tenant_usage (span, began);
-- Who has errors is asked often, and few have.
create index tenant_usage_failing_idx on tenant_usage (began, tenant_id) where span = 3600 and server_errors > 0;

-- The same of the deployment: all organisations together, and the hosts that are nobody's.
create table plane_usage (
  plane text not null,
  span bigint not null,
  began bigint not null,
  requests bigint not null default 0,
  client_errors bigint not null default 0,
  server_errors bigint not null default 0,
  -- Turned away on purpose: too many at once, or closed for work. They are in no other class.
  refused bigint not null default 0,
  bytes bigint not null default 0,
  -- Of all requests together.
  micros bigint not null default 0,
  sign_ins bigint not null default 0,
  refused_sign_ins bigint not null default 0,
  -- People who were seen for the first time on that day; a day's sum is how many were there.
  active_users bigint not null default 0,
  jobs bigint not null default 0,
  failed_jobs bigint not null default 0,
  mails bigint not null default 0,
  failed_mails bigint not null default 0,
  -- How many requests took how long: each counts in the first that holds it.
  within_1_ms bigint not null default 0,
  within_2_ms bigint not null default 0,
  within_5_ms bigint not null default 0,
  within_10_ms bigint not null default 0,
  within_20_ms bigint not null default 0,
  within_50_ms bigint not null default 0,
  within_100_ms bigint not null default 0,
  within_200_ms bigint not null default 0,
  within_500_ms bigint not null default 0,
  within_1000_ms bigint not null default 0,
  within_2000_ms bigint not null default 0,
  within_5000_ms bigint not null default 0,
  over_5000_ms bigint not null default 0,
  primary key (plane, span, began),
  constraint plane_usage_span_known check (span in (60, 3600, 86400)),
  constraint plane_usage_plane_known check (plane in ('public', 'tenant', 'console', 'none'))
);
create index plane_usage_span_began_idx on plane_usage (span, began);

-- Who was seen on a day, so that nobody counts twice. It is forgotten a day later.
create table active_user (
  tenant_id uuid not null references tenant (id) on delete cascade,
  day bigint not null,
  user_id uuid not null references "user" (id) on delete cascade,
  primary key (tenant_id, day, user_id)
);
create index active_user_day_idx on active_user (day);
create index active_user_user_id_idx on active_user (user_id);

-- How far minutes are added up into hours and days. One row, held while somebody does.
create table usage_progress (
  id bigint primary key,
  added_until bigint not null
);
insert into usage_progress (id, added_until) values (1, 0);

-- How much there is of an organisation, as it was looked at last within the bucket. Who isn't worked in has no newer rows.
create table tenant_sample (
  tenant_id uuid not null references tenant (id) on delete cascade,
  span bigint not null,
  began bigint not null,
  database_bytes bigint not null,
  storage_bytes bigint not null,
  -- Rows by module.
  module_rows jsonb not null,
  primary key (tenant_id, span, began),
  constraint tenant_sample_span_known check (span in (3600, 86400))
);
create index tenant_sample_span_began_idx on tenant_sample (span, began);

-- The same of all organisations together.
create table fleet_sample (
  span bigint not null,
  began bigint not null,
  organisations bigint not null,
  database_bytes bigint not null,
  storage_bytes bigint not null,
  primary key (span, began),
  constraint fleet_sample_span_known check (span in (3600, 86400))
);

alter table tenant add column storage_bytes bigint;
alter table tenant add column sampled_at timestamptz;

-- What the console's overview asks of all organisations, each along an index.
create index tenant_status_plan_idx on tenant (status, plan);
create index tenant_sizes_idx on tenant (database_bytes, storage_bytes);
create index tenant_drifted_idx on tenant (name, slug) where drifted_at is not null;
create index tenant_sampled_at_idx on tenant (sampled_at, last_active_at);
create index provisioning_outcome_started_at_idx on provisioning (outcome, started_at);
create index deletion_requested_at_idx on deletion (requested_at);
create index deletion_failed_idx on deletion (gone_at) where last_error is not null;
create index tenant_move_state_finished_at_idx on tenant_move (state, finished_at);
drop index tenant_move_state_idx;
