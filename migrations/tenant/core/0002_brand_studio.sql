-- A brand before it counts, when it will, and those that counted before.

-- What is worked on; without a row that is what everybody sees.
create table brand_draft (
  id bigint primary key,
  name text not null,
  tokens jsonb not null,
  updated_at timestamptz not null,
  updated_by text not null,
  constraint brand_draft_single check (id = 1)
);

-- What will be published, as it stood when somebody said so. The central table brand_due tells when to look here.
create table brand_schedule (
  id bigint primary key,
  name text not null,
  tokens jsonb not null,
  publish_at timestamptz not null,
  scheduled_by text not null,
  user_id uuid,
  constraint brand_schedule_single check (id = 1)
);

-- Every brand that was published, the newest with the highest number.
create table brand_version (
  number bigint primary key,
  name text not null,
  tokens jsonb not null,
  published_at timestamptz not null,
  -- Nobody's name stands for what nobody remembers.
  published_by text not null,
  was_scheduled boolean not null,
  -- The version that was published once more.
  restored_from bigint
);

-- Links that show the draft to people without an account.
create table brand_preview (
  id uuid primary key,
  token_hash bytea not null,
  created_at timestamptz not null,
  created_by text not null,
  expires_at timestamptz not null
);
create unique index brand_preview_token_hash_key on brand_preview (token_hash);
