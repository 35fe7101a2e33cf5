-- The console. Its list of organisations, for fifty thousand of them: filters that an operator keeps, the words that it is
-- searched by, and an index for each order, with and without a status.

-- The query is the list's address, without its path.
create table saved_filter (
  id uuid primary key,
  operator_id uuid not null references operator (id) on delete cascade,
  name text not null,
  query text not null,
  created_at timestamptz not null,
  constraint saved_filter_operator_id_name_key unique (operator_id, name)
);

-- The words of an organisation's name and address, folded (src/tenants/search_words.rs), so that no statement here can fill
-- it. They compare by their bytes: what begins alike is one range of the index.
create table tenant_word (
  word text collate "C" not null,
  tenant_id uuid not null references tenant (id) on delete cascade,
  primary key (word, tenant_id)
);
create index tenant_word_tenant_id_word_idx on tenant_word (tenant_id, word);

drop index tenant_name_idx;
drop index tenant_last_active_at_idx;
create index tenant_name_slug_idx on tenant (name, slug);
create index tenant_activity_slug_idx on tenant ((coalesce(last_active_at, created_at)), slug);
create index tenant_database_bytes_slug_idx on tenant (database_bytes, slug);
create index tenant_status_id_idx on tenant (status, id);
create index tenant_status_name_slug_idx on tenant (status, name, slug);
create index tenant_status_activity_slug_idx on tenant (status, (coalesce(last_active_at, created_at)), slug);
create index tenant_status_database_bytes_slug_idx on tenant (status, database_bytes, slug);
-- Few are in quarantine, or unknown to every run; those behind are found by the versions of their tables.
create index tenant_quarantined_idx on tenant (name, slug) where quarantined_at is not null;
create index tenant_unread_idx on tenant (id) where schema_fingerprint is null;
create index tenant_schema_set_name_version_idx on tenant_schema (set_name, version);

-- What the last check of a server saw, for its page: the version, and the encryption if there is one.
alter table server add column version text;
alter table server add column tls text;

-- What an organisation's people do, counted in its own database from time to time; the transactions are those of the month
-- beside them. Activity that was noted later isn't counted yet.
alter table tenant add column active_loans bigint;
alter table tenant add column transactions bigint;
alter table tenant add column transactions_month text;
alter table tenant add column counted_until timestamptz;
