-- Organisations with a brand that waits for its moment: the brand itself is in the organisation's own database.

create table brand_due (
  tenant_id uuid primary key references tenant (id) on delete cascade,
  publish_at timestamptz not null,
  -- When somebody last tried: what fails isn't tried again at once.
  tried_at timestamptz
);
create index brand_due_publish_at_idx on brand_due (publish_at);
