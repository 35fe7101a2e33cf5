-- Who is near a limit of their plan, as it was judged last, and over none. It is the largest share of a limit that the console
-- names first.
create table tenant_near (
  tenant_id uuid not null references tenant (id) on delete cascade,
  what text not null,
  since timestamptz not null,
  used bigint not null,
  most bigint not null,
  -- Thousandths of the limit that are used.
  share bigint not null,
  primary key (tenant_id, what),
  constraint tenant_near_what_known check (what in ('members', 'storage'))
);
create index tenant_near_share_idx on tenant_near (share);

-- Everybody is judged once more.
update plan set judged_version = 0;
