-- Since when what an operator is told of doesn't succeed, from the first failure in a row. What failed before this has none.
alter table deletion add column failing_since timestamptz;
alter table certificate add column failing_since timestamptz;

-- A planned brand is being published: until it is, nobody may remember the one before.
alter table brand_due add column is_publishing boolean not null default false;

-- Serving processes hear of a move before changes are held back for it, and let them through until then.
alter table tenant_move add column announced_at timestamptz;

-- When an operator left a mail that failed as it is: nobody is told of it any more.
alter table mail add column dismissed_at timestamptz;

-- When a person used a link that had gone to their address by mail. Without that anybody may have made the account.
alter table "user" add column email_proven_at timestamptz;
alter table password_reset add column is_mailed boolean not null default false;

-- When an operator first came in by their link. Until then the role counts nowhere, whoever knows the account's password.
alter table operator add column entered_at timestamptz;
update operator as o set entered_at = created_at
where exists (select 1 from audit_event e
              where e.user_id = o.user_id and e.in_console
                and ((e.kind = 'sign-in' and e.detail = 'by link') or e.kind = 'password-reset'));

-- Whoever makes an organisation holds the lease and renews it; what nobody holds any more is undone.
alter table provisioning add column lease_owner text;
alter table provisioning add column lease_until timestamptz;

-- Since when a mail that is tried again doesn't go out.
alter table mail add column failing_since timestamptz;
create index mail_failing_since_idx on mail (failing_since) where failing_since is not null;

-- The host of which a mail tells, where it tells of one.
alter table mail add column host text;

-- Serving processes look at each registered server every few minutes, and only one of them.
alter table server add column check_lease_until timestamptz;

-- Lists of those who live in one place, in each of their orders.
create index tenant_server_id_name_slug_idx on tenant (server_id, name, slug);
create index tenant_server_id_activity_slug_idx on tenant (server_id, (coalesce(last_active_at, created_at)), slug);
create index tenant_server_id_database_bytes_slug_idx on tenant (server_id, database_bytes, slug);
create index tenant_server_id_idx on tenant (server_id, id);
create index tenant_placement_name_slug_idx on tenant (placement, name, slug);
create index tenant_placement_activity_slug_idx on tenant (placement, (coalesce(last_active_at, created_at)), slug);
create index tenant_placement_database_bytes_slug_idx on tenant (placement, database_bytes, slug);
create index tenant_placement_idx on tenant (placement, id);

-- What a session began on, in the words of a list of one's own: `Firefox/Windows`.
alter table session add column device text;
