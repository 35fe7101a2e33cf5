-- What the console's overview asks of all organisations, each along an index.

-- Who makes people wait is asked as often as who has errors, and few do.
create index tenant_usage_slow_idx on tenant_usage (began, tenant_id)
  where span = 3600 and within_2000_ms + within_5000_ms + over_5000_ms > 0;

-- How much there is in the deployment's own place; the index that was there before only counted those of each server.
create index tenant_server_id_placement_idx on tenant (server_id, placement, database_bytes);
drop index tenant_server_id_idx;

-- A plan's edits are in the timelines of the organisations that have it.
create index audit_event_plan_edited_idx on audit_event (id) where kind = 'plan-edited';
