use super::{erased, inhabited};
use crate::{db::on_either, harness::both_engines};
use std::collections::BTreeSet;
use tenantry::{
    access::Role,
    db::Rows,
    deletions::{KEPT, NewDeletion},
};

both_engines! {
    // A table that a later migration adds with a `tenant_id` is part of this test by itself: it has to be filled here, and
    // is then either emptied by the removal or named among those that are kept.
    async fn every_central_table_with_a_tenant_is_emptied_or_named_as_kept(t: Deployment) {
        let paris = inhabited(&t, "paris").await;
        let lyon = inhabited(&t, "lyon").await;
        let actor = t.member(&paris, Role::Owner).await;
        let mut tx = t.platform.central.begin().await.unwrap();
        for text in [
            "insert into upgrade_run (id, state, stage, options, pardoned, started_at) select $1, 'done', 0, '{}', 0, created_at from tenant where id = $1",
            "insert into upgrade_task (run_id, tenant_id, position, stage, state, rehearse, snapshot) values ($1, $1, 0, 1, 'failed', false, 'none')",
            "insert into brand_due (tenant_id, publish_at) select id, created_at from tenant where id = $1",
            "insert into brand_publication (tenant_id, number) select id, 2 from tenant where id = $1",
            "insert into tenant_move (id, tenant_id, state, from_placement, from_name, to_placement, to_name, requested_by, started_at) select id, id, 'done', placement, 'none', placement, 'none', 'test', created_at from tenant where id = $1",
            "insert into mail (id, tenant_id, kind, subject_id, recipient, recipient_name, state, created_at, due_at) select id, id, 'invitation', id, 'ruth@example.org', 'Ruth', 'sent', created_at, created_at from tenant where id = $1",
            "insert into support_request (id, tenant_id, operator_name, reason, minutes, wants_write, may_write, policy, state, asked_at, expires_at, visits) select id, id, 'Ops', 'A look', 15, false, false, 'consent', 'ended', created_at, created_at, 1 from tenant where id = $1",
            "insert into support_visit (request_id, number, tenant_id, at, kind, path, calls) select id, 1, tenant_id, asked_at, 'read', '/', '[]' from support_request where id = $1",
            "insert into tenant_usage (tenant_id, span, began) select id, 60, 0 from tenant where id = $1",
            "insert into active_user (tenant_id, day, user_id) select tenant_id, 0, user_id from membership where tenant_id = $1",
            "insert into tenant_sample (tenant_id, span, began, database_bytes, storage_bytes, module_rows) select id, 3600, 0, 0, 0, '{}' from tenant where id = $1",
            "insert into announcement (id, tone, text_en, text_fr, scope, starts_at, is_dismissible, on_sign_in, created_at) select id, 'info', '', '', 'chosen', created_at, true, true, created_at from tenant where id = $1",
            "insert into domain_claim (tenant_id, host, token, created_at) select id, 'loans.example.org', 'a', created_at from tenant where id = $1",
            "insert into domain_check_count (tenant_id, began_at, checks) select id, created_at, 1 from tenant where id = $1",
            "insert into tenant_note (id, tenant_id, author, content, created_at) select id, id, '', '', created_at from tenant where id = $1",
            "insert into tenant_feature (tenant_id, feature, is_on, reason, set_by, set_at) select id, 'own-domain', true, '', '', created_at from tenant where id = $1",
            "insert into tenant_limit (tenant_id, what, amount, reason, set_by, set_at) select id, 'members', 5, '', '', created_at from tenant where id = $1",
            "insert into tenant_near (tenant_id, what, since, used, most, share) select id, 'members', created_at, 9, 10, 900 from tenant where id = $1",
            "insert into tenant_over (tenant_id, what, since, grace_ends_at) select id, 'members', created_at, created_at from tenant where id = $1",
            "insert into certificate (host, tenant_id, due_at, created_at) select slug, id, created_at, created_at from tenant where id = $1",
            "insert into backup (id, tenant_id, state, reason, file, requested_by, began_at) select id, id, 'failed', 'asked', slug, 'test', created_at from tenant where id = $1",
            "insert into job_failure (tenant_id, kind, reason, failed_at, times) select id, 'figures', '', created_at, 1 from tenant where id = $1",
            "insert into acme_order (id, host, tenant_id, is_renewal, is_below, state, ordered_at) select id, slug, id, false, true, 'issued', created_at from tenant where id = $1",
            "insert into announcement_tenant (announcement_id, tenant_id) values ($1, $1)",
        ] {
            on_either!(&mut tx, c => sqlx::query(text).bind(paris.id).execute(c).await.map(drop)).unwrap();
        }
        tx.commit().await.unwrap();
        tenantry::deletions::delete(&t.platform, "paris", &NewDeletion::default(), &tenantry::context::Author::CommandLine).await.unwrap();
        let mut tx = t.platform.central.begin().await.unwrap();
        let text = "insert into session (id_hash, user_id, tenant_id, host, created_at, last_seen_at, expires_at)
                    select $1, $2, id, slug, created_at, created_at, created_at from tenant where slug = 'paris'";
        on_either!(&mut tx, c => sqlx::query(text).bind(vec![1_u8]).bind(actor.user).execute(c).await.map(drop)).unwrap();
        let text = "insert into password_reset (token_hash, user_id, tenant_id, created_at, expires_at)
                    select $1, $2, id, created_at, created_at from tenant where slug = 'paris'";
        on_either!(&mut tx, c => sqlx::query(text).bind(vec![1_u8]).bind(actor.user).execute(c).await.map(drop)).unwrap();
        tx.commit().await.unwrap();

        let mut reader = t.platform.central.read().await.unwrap();
        let tables = t.platform.lifecycle.central_tables(&mut reader).await.unwrap();
        let own: Vec<_> = tables.iter().filter(|table| table.names_tenants()).collect();
        let names: BTreeSet<&str> = own.iter().map(|table| table.name()).collect();
        assert!(KEPT.iter().all(|kept| names.contains(kept)), "{names:?}");
        let mut of_lyon = Vec::new();
        for table in &own {
            let rows = table.count(&mut reader, Rows::Of(paris.id)).await.unwrap();
            assert!(rows > 0 || table.name() == "erasure", "{} is empty before, so that the test would say nothing of it", table.name());
            of_lyon.push(table.count(&mut reader, Rows::Of(lyon.id)).await.unwrap());
        }
        drop(reader);

        tenantry::deletions::cancel(&t.platform, "paris", &tenantry::context::Author::CommandLine).await.unwrap();
        let erasure = erased(&t, "paris").await;
        let mut reader = t.platform.central.read().await.unwrap();
        for (table, of_lyon) in own.iter().zip(of_lyon) {
            let rows = table.count(&mut reader, Rows::Of(paris.id)).await.unwrap();
            assert_eq!(rows > 0, KEPT.contains(&table.name()), "{}: {rows} rows", table.name());
            assert_eq!(table.count(&mut reader, Rows::Of(lyon.id)).await.unwrap(), of_lyon, "{} of another", table.name());
            assert_eq!(erasure.removed.central.contains_key(table.name()), !KEPT.contains(&table.name()), "{} in the proof", table.name());
        }
        let itself: i64 = on_either!(&mut reader, c => sqlx::query_scalar("select count(*) from tenant where id = $1").bind(paris.id).fetch_one(c).await).unwrap();
        assert_eq!(itself, 0);
    }
}
