-- Brands that somebody means to publish. The organisation's own database decides whether it happened: its versions tell.

create table brand_publication (
  tenant_id uuid primary key references tenant (id) on delete cascade,
  -- Of the version that it becomes there.
  number bigint not null,
  -- The organisation's, where it changes.
  name text,
  user_id uuid references "user" (id) on delete set null,
  -- When somebody last tried to finish it: what fails isn't tried again at once.
  tried_at timestamptz
);
create index brand_publication_user_id_idx on brand_publication (user_id);
