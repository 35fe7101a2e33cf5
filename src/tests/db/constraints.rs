//! Names of constraints are API: a broken one becomes a problem of a field by its name, whichever engine tells it.

use super::on_either;
use crate::{
    harness::{Deployment, Engine, both_engines},
    lending::three_instalments,
};
use tenantry::{
    access::Role,
    brand,
    db::{Db, DbError},
    error::Error,
    fault::{Kind, Problem},
};

/// Statements that work once on an empty table, and the constraint that the second time or the change breaks.
const CENTRAL: &[(&str, &str)] = &[
    (
        r#"insert into "user" (id, email, name, created_at) select $1, email, name, created_at from "user" limit 1"#,
        "user_email_key",
    ),
    ("update tenant set slug = 'paris'", "tenant_slug_key"),
    ("update tenant set database_name = 'same'", "tenant_database_name_key"),
    ("update tenant set status = 'lost'", "tenant_status_known"),
    ("update tenant set placement = 'elsewhere'", "tenant_placement_known"),
    ("update tenant set locale = 'de'", "tenant_locale_known"),
    (
        "insert into membership (id, tenant_id, user_id, role, created_at)
         select $1, tenant_id, user_id, role, created_at from membership limit 1",
        "membership_tenant_id_user_id_key",
    ),
    ("update membership set role = 'king'", "membership_role_known"),
    ("update invitation set token_hash = (select token_hash from invitation limit 1)", "invitation_token_hash_key"),
    ("update invitation set role = 'king'", "invitation_role_known"),
    ("update provisioning set outcome = 'lost'", "provisioning_outcome_known"),
    ("update provisioning_step set state = 'lost'", "provisioning_step_state_known"),
    ("update upgrade_run set state = 'lost'", "upgrade_run_state_known"),
    (
        "insert into upgrade_run (id, state, stage, options, pardoned, started_at)
         select $1, state, stage, options, pardoned, started_at from upgrade_run",
        "upgrade_run_state_key",
    ),
    (
        "insert into server (id, name, region, capacity, sealed_address, state, created_at)
         select $1, name, region, capacity, sealed_address, state, created_at from server",
        "server_name_key",
    ),
    ("update server set capacity = 0", "server_capacity_positive"),
    ("update server set state = 'lost'", "server_state_known"),
    ("update upgrade_task set state = 'lost'", "upgrade_task_state_known"),
    ("update upgrade_task set snapshot = 'same'", "upgrade_task_snapshot_key"),
    ("update erasure set tenant_id = $1", "erasure_tenant_id_key"),
    (
        "insert into saved_filter (id, operator_id, name, query, created_at)
         select $1, operator_id, name, query, created_at from saved_filter",
        "saved_filter_operator_id_name_key",
    ),
    ("update announcement set tone = 'loud'", "announcement_tone_known"),
    ("update announcement set scope = 'nobody'", "announcement_scope_known"),
    ("update operator set role = 'king'", "operator_role_known"),
    ("update standby set placement = 'elsewhere'", "standby_placement_known"),
    ("update standby set state = 'lost'", "standby_state_known"),
    ("update acme_order set state = 'lost'", "acme_order_state_known"),
    ("update certificate set chain = 'half'", "certificate_is_whole"),
    ("update backup set state = 'lost'", "backup_state_known"),
    ("update backup set reason = 'lost'", "backup_reason_known"),
    (
        "insert into backup (id, tenant_id, state, reason, file, requested_by, began_at)
         select $1, tenant_id, 'failed', reason, file, requested_by, began_at from backup",
        "backup_file_key",
    ),
    (
        "insert into backup (id, tenant_id, state, reason, file, requested_by, began_at)
         select $1, tenant_id, 'making', reason, 'another', requested_by, began_at from backup",
        "backup_tenant_id_key",
    ),
    ("update job_failure set kind = 'lost'", "job_failure_kind_known"),
    ("update mail set state = 'lost'", "mail_state_known"),
    ("update support_request set state = 'lost'", "support_request_state_known"),
    ("update support_request set policy = 'none'", "support_request_policy_known"),
    ("update support_request set minutes = 0", "support_request_minutes_positive"),
    (
        "insert into support_request (id, tenant_id, operator_id, operator_name, reason, minutes, wants_write, may_write, policy,
           state, asked_at, expires_at, visits)
         select $1, tenant_id, operator_id, '', '', 15, false, false, 'consent', 'allowed', asked_at, expires_at, 0
         from support_request",
        "support_request_tenant_id_operator_id_key",
    ),
    ("update support_visit set kind = 'lost'", "support_visit_kind_known"),
    ("update tenant_move set state = 'lost'", "tenant_move_state_known"),
    (
        "insert into tenant_move (id, tenant_id, state, from_placement, from_name, to_placement, to_name, requested_by, started_at)
         select $1, tenant_id, state, from_placement, from_name, to_placement, to_name, requested_by, started_at from tenant_move",
        "tenant_move_tenant_id_key",
    ),
    ("update plan set price = -1", "plan_price_not_negative"),
    ("update plan set period = 'day'", "plan_period_known"),
    ("update plan set members = 0", "plan_limits_positive"),
    ("insert into running_build (id, build, since) select 2, '1.0.0', created_at from tenant", "running_build_is_one"),
    ("update tenant_limit set what = 'patience'", "tenant_limit_what_known"),
    ("update tenant_limit set amount = 0", "tenant_limit_amount_positive"),
    ("update tenant_over set what = 'patience'", "tenant_over_what_known"),
    ("update tenant_near set what = 'patience'", "tenant_near_what_known"),
    ("insert into tenant_usage (tenant_id, span, began) select id, 61, 0 from tenant", "tenant_usage_span_known"),
    ("insert into plane_usage (plane, span, began) values ('public', 61, 0)", "plane_usage_span_known"),
    ("insert into plane_usage (plane, span, began) values ('elsewhere', 60, 0)", "plane_usage_plane_known"),
    (
        "insert into tenant_sample (tenant_id, span, began, database_bytes, storage_bytes, module_rows)
         select id, 60, 0, 0, 0, '{}' from tenant",
        "tenant_sample_span_known",
    ),
    (
        "insert into fleet_sample (span, began, organisations, database_bytes, storage_bytes) values (60, 0, 0, 0, 0)",
        "fleet_sample_span_known",
    ),
];

const TENANT: &[(&str, &str)] = &[
    ("update loan set number = 1", "loan_number_key"),
    ("update loan set amount = 0, repaid = 0", "loan_amount_positive"),
    ("update loan set repaid = amount + 1", "loan_repaid_within_amount"),
    ("update loan set instalments = 0", "loan_instalments_positive"),
    ("update loan set next_due_on = null", "loan_next_due_while_running"),
    ("update borrower set name = ''", "borrower_name_present"),
    ("update loan_event set kind = 'lost'", "loan_event_kind_known"),
    ("update brand set id = 2", "brand_single"),
    ("update brand_draft set id = 2", "brand_draft_single"),
    ("update brand_schedule set id = 2", "brand_schedule_single"),
    (
        "insert into brand_preview (id, token_hash, created_at, created_by, expires_at)
         select $1, token_hash, created_at, created_by, expires_at from brand_preview",
        "brand_preview_token_hash_key",
    ),
    (
        "insert into repayment (id, loan_id, amount, paid_on, recorded_at)
         select $1, id, 0, starts_on, created_at from loan limit 1",
        "repayment_amount_positive",
    ),
];

async fn broken(db: &Db, statement: &'static str) -> Option<String> {
    let mut tx = db.begin().await.unwrap();
    let id = uuid::Uuid::from_u128(7);
    let error = if statement.contains("$1") {
        on_either!(&mut tx, c => sqlx::query(statement).bind(id).execute(c).await.map(drop))
    } else {
        on_either!(&mut tx, c => sqlx::query(statement).execute(c).await.map(drop))
    };
    DbError::from(error.expect_err(statement)).constraint()
}

async fn filled(t: &Deployment) -> Db {
    for slug in ["paris", "lyon"] {
        t.ctx(slug, Role::Owner).await;
    }
    t.register("eu-1", "eu", 10).await;
    let ctx = t.ctx("paris", Role::Owner).await;
    for name in ["Ruth", "Simon"] {
        let form = three_instalments(name);
        tenantry::loans::create(&ctx, form).await.unwrap();
    }
    let form = brand::BrandForm { name: "Paris".into(), ..brand::BrandForm::default() };
    brand::schedule(&ctx, form, "2026-03-16T09:00").await.unwrap();
    brand::make_link(&ctx).await.unwrap();
    fill_upgrades(&t.platform.central).await;
    fill_erasures(&t.platform.central).await;
    fill_the_console(&t.platform.central).await;
    ctx.db().clone()
}

/// A run over both organisations.
async fn fill_upgrades(central: &Db) {
    let mut tx = central.begin().await.unwrap();
    for text in [
        "insert into upgrade_run (id, state, stage, options, pardoned, started_at)
         select $1, 'running', 0, '{}', 0, min(created_at) from tenant",
        "insert into upgrade_task (run_id, tenant_id, position, stage, state, rehearse, snapshot)
         select $1, id, 0, 1, 'waiting', false, slug from tenant",
    ] {
        let id = uuid::Uuid::from_u128(8);
        on_either!(&mut tx, c => sqlx::query(text).bind(id).execute(c).await.map(drop)).unwrap();
    }
    tx.commit().await.unwrap();
}

/// A proof of each, as if they were gone.
async fn fill_erasures(central: &Db) {
    let mut tx = central.begin().await.unwrap();
    let text = "insert into erasure (id, tenant_id, slug, name, requested_at, requested_by, erased_at, erased_by, database_sha256, removed)
                select id, id, slug, name, created_at, '', created_at, '', '', '{}' from tenant";
    on_either!(&mut tx, c => sqlx::query(text).execute(c).await.map(drop)).unwrap();
    tx.commit().await.unwrap();
}

/// An operator with a filter, something in stock, and a move.
async fn fill_the_console(central: &Db) {
    let mut tx = central.begin().await.unwrap();
    for text in [
        r#"insert into operator (id, user_id, created_at) select id, id, created_at from "user" order by id limit 1"#,
        "insert into announcement (id, tone, text_en, text_fr, scope, starts_at, is_dismissible, on_sign_in, created_at)
         select id, 'info', '', '', 'all', created_at, true, true, created_at from operator",
        "insert into saved_filter (id, operator_id, name, query, created_at) select id, id, 'mine', '', created_at from operator",
        "insert into standby (name, placement, edition, state, noted_at) select 'none', placement, '', 'ready', created_at from tenant limit 1",
        "insert into tenant_move (id, tenant_id, state, from_placement, from_name, to_placement, to_name, requested_by, started_at)
         select id, id, 'copying', placement, database_name, placement, 'none', '', created_at from tenant limit 1",
        "insert into tenant_limit (tenant_id, what, amount, reason, set_by, set_at) select id, 'members', 5, '', '', created_at from tenant",
        "insert into tenant_near (tenant_id, what, since, used, most, share) select id, 'members', created_at, 9, 10, 900 from tenant",
        "insert into tenant_over (tenant_id, what, since, grace_ends_at) select id, 'members', created_at, created_at from tenant",
        "insert into backup (id, tenant_id, state, reason, file, requested_by, began_at)
         select id, id, 'making', 'asked', 'one', '', created_at from tenant limit 1",
        "insert into job_failure (tenant_id, kind, reason, failed_at, times) select id, 'plan', '', created_at, 1 from tenant",
        "insert into mail (id, tenant_id, kind, subject_id, recipient, recipient_name, state, created_at, due_at)
         select id, id, 'invitation', id, '', '', 'queued', created_at, created_at from tenant limit 1",
        "insert into support_request (id, tenant_id, operator_id, operator_name, reason, minutes, wants_write, may_write, policy,
           state, asked_at, expires_at, visits)
         select t.id, t.id, o.id, '', '', 15, false, false, 'consent', 'asked', t.created_at, t.created_at, 0
         from tenant t cross join operator o limit 1",
        "insert into support_visit (request_id, number, tenant_id, at, kind, path, calls)
         select id, 1, tenant_id, asked_at, 'read', '/', '[]' from support_request",
        "insert into certificate (host, due_at, created_at) select slug, created_at, created_at from tenant limit 1",
        "insert into acme_order (id, host, is_renewal, is_below, state, ordered_at)
         select id, slug, false, true, 'running', created_at from tenant limit 1",
    ] {
        on_either!(&mut tx, c => sqlx::query(text).execute(c).await.map(drop)).unwrap();
    }
    tx.commit().await.unwrap();
}

both_engines! {
    async fn a_broken_constraint_has_one_name_on_both_engines(t: Deployment) {
        let tenant = filled(&t).await;
        for (db, cases) in [(&t.platform.central, CENTRAL), (&tenant, TENANT)] {
            for (statement, name) in cases {
                assert_eq!(broken(db, statement).await.as_deref(), Some(*name), "{statement}");
            }
        }
    }

    async fn a_taken_name_becomes_a_problem_of_its_field(t: Deployment) {
        filled(&t).await;
        let mut tx = t.platform.central.begin().await.unwrap();
        let result = on_either!(&mut tx, c => sqlx::query("update tenant set slug = 'paris'").execute(c).await.map(drop));
        let to_field = tenantry::db::on_constraint("tenant_slug_key", "slug", Problem::Taken);
        let error: Error = result.map_err(DbError::from).map_err(to_field).unwrap_err();
        assert_eq!(error.fault.problem_of("slug"), Some(&Problem::Taken));
        drop(tx);

        let mut tx = t.platform.central.begin().await.unwrap();
        let result = on_either!(&mut tx, c => sqlx::query("update tenant set locale = 'de'").execute(c).await.map(drop));
        let to_field = tenantry::db::on_constraint("tenant_slug_key", "slug", Problem::Taken);
        let error: Error = result.map_err(DbError::from).map_err(to_field).unwrap_err();
        assert_eq!((error.kind(), error.fault.fields.len()), (Kind::Internal, 0), "another constraint isn't the field's fault");
    }
}

/// The convention by which SQLite's message is given its name holds for every constraint that there is, and the checks of
/// the tests above are all.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_constraint_is_named_by_the_convention() {
    let t = Deployment::start(Engine::Postgres).await;
    let tenant = filled(&t).await;
    for (db, cases) in [(&t.platform.central, CENTRAL), (&tenant, TENANT)] {
        let Db::Postgres(pool) = db else { panic!("this deployment is on PostgreSQL") };
        let text = r"select conname::text, conrelid::regclass::text || '_' || (
                        select string_agg(a.attname, '_' order by k.position)
                        from unnest(conkey) with ordinality k(number, position)
                        join pg_attribute a on a.attrelid = conrelid and a.attnum = k.number) || '_key'
                      from pg_constraint where contype = 'u' and connamespace = 'public'::regnamespace";
        let unique: Vec<(String, String)> =
            sqlx::query_as(text).fetch_all(&mut *pool.acquire().await.unwrap()).await.unwrap();
        for (name, conventional) in &unique {
            assert_eq!(*name, conventional.replace('"', ""));
        }
        let text = "select conname::text from pg_constraint where contype in ('c', 'u') and connamespace = 'public'::regnamespace order by conname";
        let all: Vec<String> = sqlx::query_scalar(text).fetch_all(&mut *pool.acquire().await.unwrap()).await.unwrap();
        // A person becomes an operator once, which the statement itself sees to.
        let tried = |name: &String| name == "operator_user_id_key" || cases.iter().any(|(_, tried)| tried == name);
        let untried: Vec<&String> = all.iter().filter(|name| !tried(name)).collect();
        assert!(untried.is_empty(), "no test breaks {untried:?}");
    }
    let _ = std::fs::remove_dir_all(&t.directory);
}
