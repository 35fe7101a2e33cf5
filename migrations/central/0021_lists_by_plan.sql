-- The orders of the console's list of organisations among those of one plan.
create index tenant_plan_name_slug_idx on tenant (plan, name, slug);
create index tenant_plan_activity_slug_idx on tenant (plan, (coalesce(last_active_at, created_at)), slug);
create index tenant_plan_database_bytes_slug_idx on tenant (plan, database_bytes, slug);
