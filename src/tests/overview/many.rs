//! The overview over ten thousand organisations: each question goes along an index, and reads what it names. Times are not
//! measured here: they are the machine's.

use super::run;
use crate::{
    harness::{Engine, both_engines},
    metrics::many,
};
use tenantry::overview;

/// What a question may look at to name five, and to be sure that there are no more.
const FEW: u64 = 50;

/// The rows that PostgreSQL's steps read.
fn read_by_postgres(plan: &[String]) -> u64 {
    let after = |line: &str, mark: &str| -> u64 {
        let digits =
            line.split(mark).nth(1).map(|rest| rest.chars().take_while(char::is_ascii_digit).collect::<String>());
        digits.and_then(|digits| digits.parse().ok()).unwrap_or(0)
    };
    let scans = plan.iter().filter(|line| line.contains("Scan"));
    let read = scans.map(|line| after(line, "actual rows=") * after(line, "loops=").max(1));
    let removed = plan.iter().map(|line| after(line, "Rows Removed by Filter: "));
    read.chain(removed).max().unwrap_or(0)
}

both_engines! {
    async fn nothing_reads_all_organisations(t: Deployment) {
        many(&t, 10_000).await;
        for text in [
            "insert into tenant_usage (tenant_id, span, began, requests) select id, 3600, 1773572400, 100 from tenant",
            "insert into tenant_usage (tenant_id, span, began, requests) select id, 60, 1773572400, 100 from tenant",
            "insert into tenant_usage (tenant_id, span, began, requests) select id, 86400, 1773532800, 100 from tenant",
            "update tenant_usage set server_errors = 50 where span = 3600 and tenant_id = (select id from tenant where slug = 'org-7')",
            "update tenant_usage set within_2000_ms = 50 where span = 3600 and tenant_id = (select id from tenant where slug = 'org-9')",
            "insert into tenant_over (tenant_id, what, since, grace_ends_at) select id, 'members', created_at, created_at from tenant where slug = 'org-10'",
            "insert into tenant_over (tenant_id, what, since, grace_ends_at) select id, 'members', created_at, '2100-01-01T00:00:00Z' from tenant where slug = 'org-11'",
            "insert into tenant_near (tenant_id, what, since, used, most, share) select id, 'members', created_at, 9, 10, 900 from tenant where slug = 'org-12'",
            "update tenant set quarantined_at = created_at, quarantine_error = 'no such column' where slug = 'org-8'",
            "insert into tenant_move (id, tenant_id, state, from_placement, from_name, to_placement, to_name, requested_by, started_at, finished_at) select id, id, 'done', placement, 'a', placement, 'b', 'test', created_at, created_at from tenant",
            "insert into mail (id, tenant_id, kind, subject_id, recipient, recipient_name, state, created_at, due_at, done_at) select id, id, 'invitation', id, 'ruth@example.org', 'Ruth', 'sent', created_at, created_at, created_at from tenant",
            "insert into backup (id, tenant_id, state, reason, file, requested_by, began_at, made_at) select id, id, 'whole', 'schedule', slug, '', created_at, created_at from tenant",
            "insert into job_failure (tenant_id, kind, reason, failed_at, times) select id, 'figures', 'x', '2020-01-01 00:00:00.000000+00:00', 1 from tenant",
            "insert into certificate (host, tenant_id, due_at, created_at) select slug, id, created_at, created_at from tenant",
            "insert into provisioning (id, slug, tenant_id, started_at, finished_at, outcome) select id, slug, id, created_at, created_at, 'done' from tenant",
        ] {
            run(&t, text).await;
        }
        if t.engine == Engine::Postgres {
            run(&t, "analyze").await;
        }
        let plans = overview::explain_attention(&t.platform).await.unwrap();
        assert_eq!(plans.len(), 19);
        for (text, plan) in plans {
            match t.engine {
                Engine::Sqlite => {
                    // Partial indexes hold the few that are meant, of deletions there are few, and who was found is to be named.
                    let is_harmless = |line: &&String| ["_idx", "SCAN (subquery", "SCAN d", "SCAN found", "SCAN each_one"].iter().any(|few| line.contains(few));
                    let scans: Vec<_> = plan.iter().filter(|line| line.contains("SCAN")).filter(|line| !is_harmless(line)).collect();
                    assert!(scans.is_empty(), "{text}: {plan:#?}");
                }
                Engine::Postgres => assert!(read_by_postgres(&plan) <= FEW, "{text}: {plan:#?}"),
            }
        }
        let overview = overview::overview(&t.platform).await.unwrap();
        assert_eq!((overview.total(), overview.attention.len()), (10_000, 6));
        assert_eq!(overview.months.iter().map(|month| month.new).sum::<i64>(), 10_000);
    }
}
