-- Operators with roles, and what they did, read page by page. Those who were operators before could do everything.

alter table operator add column role text not null default 'owner'
  constraint operator_role_known check (role in ('owner', 'support', 'read-only'));

-- Whether it happened at the console's host. Ids follow the time, so that pages go by them.
alter table audit_event add column in_console boolean not null default false;
update audit_event set in_console = true where host like 'console.%';

create index audit_event_in_console_idx on audit_event (id) where in_console;
create index audit_event_in_console_user_id_idx on audit_event (user_id, id) where in_console;
create index audit_event_tenant_id_idx on audit_event (tenant_id, id);
