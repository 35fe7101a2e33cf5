//! Whether everyone is well: who is named, and who isn't.

mod many;
mod own_server;

use crate::{
    db::on_either,
    harness::{Deployment, Engine, both_engines},
    metrics::many,
};
use jiff::{SignedDuration, civil::date};
use tenantry::{
    access::{Plane, Role},
    context::Author,
    deletions::{self, Export, NewDeletion, Pace},
    domains,
    fault::Kind,
    jobs::JobKind,
    metrics::{self, Measure},
    overview::{self, Attention, Check, Concern, DatabaseState, Detail, DomainHealth, Failures, Verdict},
    plans::Limit,
    provisioning::Step,
    servers::Place,
    tenants::{self, Health, TenantQuery, TenantStatus},
};

async fn run(t: &Deployment, text: &'static str) {
    let mut tx = t.platform.central.begin().await.unwrap();
    on_either!(&mut tx, c => sqlx::query(text).execute(c).await.map(drop)).unwrap();
    tx.commit().await.unwrap();
}

async fn rename_database(t: &Deployment, name: &str) {
    let mut tx = t.platform.central.begin().await.unwrap();
    let text = "update tenant set database_name = $1 where slug = 'paris'";
    on_either!(&mut tx, c => sqlx::query(text).bind(name).execute(c).await.map(drop)).unwrap();
    tx.commit().await.unwrap();
    t.platform.directory.forget();
}

async fn attention(t: &Deployment) -> Vec<Attention> {
    overview::overview(&t.platform).await.unwrap().attention
}

/// Of the only organisation, in the list and on its page.
async fn health_in_list(t: &Deployment) -> Health {
    let rows = tenants::list(&t.platform, &TenantQuery::default()).await.unwrap().rows;
    let [summary] = &rows[..] else { panic!("{rows:?}") };
    let detail = tenants::detail(&t.platform, &summary.slug).await.unwrap().unwrap();
    assert_eq!(&detail.summary, summary);
    summary.health()
}

/// Who is named for a concern, with what is said of them.
fn named(attention: &[Attention], concern: Concern) -> Vec<(String, Detail)> {
    let of = attention.iter().filter(|attention| attention.concern == concern);
    of.flat_map(|attention| &attention.named).map(|named| (named.key.clone(), named.detail.clone())).collect()
}

fn reason(text: &str) -> Detail {
    Detail::Reason(text.into())
}

both_engines! {
    async fn when_all_are_well_nobody_is_named(t: Deployment) {
        let overview = overview::overview(&t.platform).await.unwrap();
        assert!(overview.attention.is_empty() && overview.organisations.is_empty() && overview.months.len() == 12);
        t.tenant("paris").await;
        let overview = overview::overview(&t.platform).await.unwrap();
        assert_eq!(overview.attention, []);
        assert_eq!((overview.total(), overview.organisations[0].status), (1, TenantStatus::Active));
        assert_eq!(overview.failures, Failures::default());
    }

    async fn what_is_wrong_is_named_with_its_reason_the_gravest_first(t: Deployment) {
        for slug in ["paris", "lyon", "martin", "nantes", "metz"] {
            t.tenant(slug).await;
        }
        let (paris, nantes) = (t.tenant("paris").await.id, t.tenant("nantes").await.id);
        for text in [
            "update tenant set quarantined_at = created_at, quarantine_error = 'no such column' where slug = 'lyon'",
            "update tenant set drifted_at = created_at where slug = 'martin'",
            "insert into upgrade_run (id, state, stage, options, halt_reason, pardoned, started_at) select id, 'halted', 0, '{}', 'too many failed', 0, created_at from tenant where slug = 'lyon'",
            "insert into tenant_move (id, tenant_id, state, from_placement, from_name, to_placement, to_name, requested_by, started_at, finished_at, error) select id, id, 'undone', placement, 'a', placement, 'b', 'test', created_at, created_at, 'out of reach' from tenant where slug = 'nantes'",
            "insert into mail (id, tenant_id, kind, subject_id, recipient, recipient_name, state, created_at, due_at, done_at, error) select id, id, 'invitation', id, 'ruth@example.org', 'Ruth', 'failed', created_at, created_at, created_at, 'no such person' from tenant where slug = 'martin'",
            "insert into job_failure (tenant_id, kind, reason, failed_at, times) select id, 'figures', 'out of reach', created_at, 4 from tenant where slug = 'lyon'",
            "insert into job_failure (tenant_id, kind, reason, failed_at, times) select id, 'plan', 'the disk is full', created_at, 1 from tenant where slug = 'lyon'",
            "insert into tenant_over (tenant_id, what, since, grace_ends_at, ended_at) select id, 'members', created_at, created_at, created_at from tenant where slug = 'lyon'",
            "insert into tenant_over (tenant_id, what, since, grace_ends_at) select id, 'storage', created_at, '2026-04-14T12:00:00Z' from tenant where slug in ('lyon', 'nantes')",
            "insert into tenant_near (tenant_id, what, since, used, most, share) select id, 'members', created_at, 9, 10, 900 from tenant where slug in ('paris', 'metz')",
            "insert into tenant_near (tenant_id, what, since, used, most, share) select id, 'storage', created_at, 95, 100, 950 from tenant where slug = 'paris'",
            "insert into provisioning (id, slug, started_at, finished_at, outcome) select id, 'nice', created_at, created_at, 'failed' from tenant where slug = 'metz'",
            "insert into provisioning_step (provisioning_id, position, step, state, micros) select id, 3, 'database', 'failed', 1 from tenant where slug = 'metz'",
            "insert into provisioning (id, slug, started_at, finished_at, outcome) select id, 'typo', created_at, created_at, 'failed' from tenant where slug = 'nantes'",
            "insert into provisioning_step (provisioning_id, position, step, state, micros) select id, 1, 'reserve', 'failed', 1 from tenant where slug = 'nantes'",
        ] {
            run(&t, text).await;
        }
        for _ in 0..10 {
            t.platform.meters.count_for(paris, Measure::Requests);
            t.platform.meters.count_for(paris, Measure::ServerErrors);
            t.platform.meters.count_for(nantes, Measure::Requests);
            t.platform.meters.count_for(nantes, Measure::Within2000);
            t.platform.meters.count(None, Plane::Console, Measure::Requests);
            t.platform.meters.count(None, Plane::Console, Measure::Within5000);
        }
        for number in 0..500 {
            t.platform.meters.count(None, Plane::Public, Measure::Requests);
            if number < 5 {
                t.platform.meters.count(None, Plane::Public, Measure::ServerErrors);
            }
        }
        metrics::flush(&t.platform).await.unwrap();
        assert_eq!(overview::health_of(&t.platform, "nantes").await.unwrap().verdict(Check::Latency), Verdict::Watch);
        t.clock.advance(SignedDuration::from_mins(3));
        metrics::add_up(&t.platform).await.unwrap();
        let soon = NewDeletion { grace: Some(SignedDuration::from_hours(48)), export: Export::None, ..NewDeletion::default() };
        deletions::delete(&t.platform, "metz", &soon, &Author::CommandLine).await.unwrap();
        t.register("north", "eu", 1).await;
        run(&t, "update server set last_error = 'connection refused'").await;

        let found = attention(&t).await;
        let concerns: Vec<Concern> = found.iter().map(|attention| attention.concern).collect();
        let expected = [
            Concern::ServerUnreachable,
            Concern::Failing,
            Concern::SiteFailing,
            Concern::UpgradeHalted,
            Concern::Restricted,
            Concern::Quarantined,
            Concern::Drifted,
            Concern::Slow,
            Concern::SiteSlow,
            Concern::OverPlan,
            Concern::MoveFailed,
            Concern::ProvisioningFailed,
            Concern::MailFailed,
            Concern::JobFailed,
            Concern::DeletionSoon,
            Concern::NearLimit,
        ];
        assert_eq!(concerns, expected);
        assert!(concerns.windows(2).all(|two| two[0].gravity() >= two[1].gravity()));
        let is_said = |concern, key: &str, detail: Detail| {
            assert_eq!(named(&found, concern), [(key.to_owned(), detail)], "{concern:?}");
        };
        is_said(Concern::ServerUnreachable, "north", reason("connection refused"));
        is_said(Concern::Failing, "paris", Detail::Of { count: 10, of: 10 });
        is_said(Concern::SiteFailing, "public", Detail::Of { count: 5, of: 500 });
        is_said(Concern::SiteSlow, "console", Detail::Of { count: 10, of: 10 });
        is_said(Concern::Slow, "nantes", Detail::Of { count: 10, of: 10 });
        let over = |limit, until: &str| Detail::Over { limit, until: until.into() };
        is_said(Concern::Restricted, "lyon", over(Limit::Members, "2026-03-15T12:00:00Z"));
        is_said(Concern::OverPlan, "nantes", over(Limit::Storage, "2026-04-14T12:00:00Z"));
        is_said(Concern::NearLimit, "paris", Detail::Near { limit: Limit::Storage, used: 95, most: 100 });
        is_said(Concern::Quarantined, "lyon", reason("no such column"));
        is_said(Concern::Drifted, "martin", Detail::None);
        is_said(Concern::MailFailed, "martin", reason("no such person"));
        is_said(Concern::MoveFailed, "nantes", reason("out of reach"));
        let last = Detail::Job { kind: JobKind::Plan, reason: "the disk is full".into() };
        is_said(Concern::JobFailed, "lyon", last);
        assert_eq!(named(&found, Concern::UpgradeHalted)[0].1, reason("too many failed"));
        let first = |concern| found.iter().find(|of| of.concern == concern).unwrap().named[0].clone();
        let made = first(Concern::ProvisioningFailed);
        assert_eq!((made.name.as_str(), made.detail), ("nice", Detail::Step(Step::Database)));
        let last = [Concern::Restricted, Concern::Quarantined, Concern::Drifted, Concern::MoveFailed, Concern::MailFailed, Concern::JobFailed];
        for concern in last {
            assert_eq!(first(concern).since.as_deref(), Some("2026-03-15T12:00:00Z"), "{concern:?}");
        }
        assert!(matches!(&named(&found, Concern::DeletionSoon)[..], [(slug, Detail::At(_))] if slug == "metz"));
        let overview = overview::overview(&t.platform).await.unwrap();
        let failures = Failures { provisionings: 1, moves: 1, ..Failures::default() };
        assert_eq!((overview.failures, overview.deleted), (failures, 1));
        let counted: i64 = overview.organisations.iter().map(|of| of.count).sum();
        assert_eq!(counted, 4, "who is deleted is counted apart");
    }

    async fn all_whom_a_concern_is_about_stand_on_pages(t: Deployment) {
        many(&t, 60).await;
        t.tenant("paris").await;
        run(&t, "update tenant set drifted_at = created_at where slug <> 'paris'").await;
        let [on_the_overview] = &attention(&t).await[..] else { panic!() };
        assert_eq!((on_the_overview.count, on_the_overview.named.len()), (60, 5));
        let first = overview::concerned(&t.platform, Concern::Drifted, 0).await.unwrap();
        assert_eq!((first.attention.count, first.attention.named.len(), first.next), (60, 50, Some(50)));
        assert_eq!(first.attention.named[..5], on_the_overview.named[..]);
        let second = overview::concerned(&t.platform, Concern::Drifted, 50).await.unwrap();
        assert_eq!((second.attention.named.len(), second.from, second.next), (10, 50, None));
        let keys = first.attention.named.iter().chain(&second.attention.named).map(|of| of.key.as_str());
        assert_eq!(keys.collect::<std::collections::BTreeSet<_>>().len(), 60, "each stands on one of them");
        for concern in Concern::ALL.into_iter().filter(|concern| *concern != Concern::Drifted) {
            let none = overview::concerned(&t.platform, concern, -7).await.unwrap();
            assert_eq!((none.attention.count, none.attention.named.len(), none.next), (0, 0, None), "{concern:?}");
        }
        let behind = overview::concerned(&t.platform, Concern::Drifted, i64::MAX).await.unwrap();
        assert_eq!((behind.attention.named.len(), behind.next), (0, None));
    }

    async fn the_own_place_says_who_lives_there_and_how_full_it_is(t: Deployment) {
        t.register("north", "eu", 10).await;
        for slug in ["paris", "lyon", "nice"] {
            t.tenant(slug).await;
        }
        run(&t, "update tenant set database_bytes = 1000").await;
        run(&t, "update tenant set server_id = (select id from server) where slug = 'nice'").await;
        let places = overview::overview(&t.platform).await.unwrap().own_places;
        let [place] = &places[..] else { panic!("{places:?}") };
        assert_eq!((place.tenants, place.database_bytes), (2, 2_000));
        match t.engine {
            Engine::Sqlite => {
                assert_eq!((place.place, place.connections), (Place::Directory, None));
                let disk = place.disk.unwrap();
                assert!(disk.used > 0 && disk.used <= disk.of, "{disk:?}");
            }
            Engine::Postgres => {
                assert_eq!((place.place, place.disk), (Place::Server, None));
                let connections = place.connections.unwrap();
                assert!(connections.used > 0 && connections.used <= connections.of, "{connections:?}");
                run(&t, "update tenant set placement = 'sqlite' where slug = 'lyon'").await;
                let places = overview::overview(&t.platform).await.unwrap().own_places;
                let told: Vec<_> = places.iter().map(|of| (of.place, of.tenants)).collect();
                assert_eq!(told, [(Place::Server, 1), (Place::Directory, 1)], "some are files beside it");
            }
        }
    }

    async fn other_tables_and_a_domain_without_records_are_in_an_organisations_health(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let health = async || overview::health_of(&t.platform, "paris").await.unwrap();
        let well = health().await;
        assert_eq!((well.verdict(Check::Drift), well.verdict(Check::Domains)), (Verdict::Well, Verdict::Unknown));
        run(&t, "update tenant set drifted_at = created_at").await;
        assert_eq!(health().await.drifted_at.as_deref(), Some("2026-03-15T12:00:00Z"));
        run(&t, "update tenant set drifted_at = null").await;

        domains::claim(&ctx, "prets.gmah-paris.fr").await.unwrap();
        assert_eq!(health().await.domains, DomainHealth::None, "nobody has verified it yet");
        for text in [
            "update domain_claim set expires_at = null",
            "insert into domain (host, tenant_id, is_main, verified_at, created_at) select 'prets.gmah-paris.fr', id, false, created_at, created_at from tenant",
        ] {
            run(&t, text).await;
        }
        assert_eq!(health().await.domains, DomainHealth::Served { hosts: 1 });
        run(&t, "update domain_claim set failing_since = created_at").await;
        let failing = health().await;
        assert!(matches!(&failing.domains, DomainHealth::Failing { host, until } if host == "prets.gmah-paris.fr" && until > &"2026-03-15".to_owned()));
        assert_eq!(failing.overall(), Verdict::Watch);
        run(&t, "delete from domain where host = 'prets.gmah-paris.fr'").await;
        run(&t, "update domain_claim set failing_since = null, lost_at = created_at").await;
        assert_eq!(health().await.verdict(Check::Domains), Verdict::Bad);
    }

    async fn what_is_over_is_named_no_more(t: Deployment) {
        for slug in ["paris", "lyon"] {
            t.tenant(slug).await;
        }
        let paris = t.tenant("paris").await.id;
        for text in [
            "insert into tenant_move (id, tenant_id, state, from_placement, from_name, to_placement, to_name, requested_by, started_at, finished_at, error) select id, id, 'undone', placement, 'a', placement, 'b', 'test', created_at, created_at, 'out of reach' from tenant",
            "insert into upgrade_run (id, state, stage, options, halt_reason, pardoned, started_at) select id, 'halted', 0, '{}', 'too many failed', 0, created_at from tenant where slug = 'lyon'",
        ] {
            run(&t, text).await;
        }
        assert_eq!(attention(&t).await.len(), 2);
        t.clock.advance(SignedDuration::from_hours(1));
        t.tenant("martin").await;
        for text in [
            "insert into tenant_move (id, tenant_id, state, from_placement, from_name, to_placement, to_name, requested_by, started_at) select m.id, t.id, 'done', t.placement, 'a', t.placement, 'b', 'test', m.created_at from tenant t, tenant m where t.slug = 'paris' and m.slug = 'martin'",
            "insert into upgrade_run (id, state, stage, options, pardoned, started_at) select id, 'done', 0, '{}', 0, created_at from tenant where slug = 'martin'",
        ] {
            run(&t, text).await;
        }
        assert_eq!(named(&attention(&t).await, Concern::MoveFailed), [("lyon".to_owned(), reason("out of reach"))]);
        t.clock.advance(SignedDuration::from_hours(24 * 8));
        for _ in 0..9 {
            t.platform.meters.count_for(paris, Measure::Requests);
            t.platform.meters.count_for(paris, Measure::ServerErrors);
            t.platform.meters.count(None, Plane::Public, Measure::Requests);
            t.platform.meters.count(None, Plane::Public, Measure::Over5000);
        }
        for number in 0..501 {
            t.platform.meters.count(None, Plane::Console, Measure::Requests);
            if number < 5 {
                t.platform.meters.count(None, Plane::Console, Measure::ServerErrors);
            }
        }
        metrics::flush(&t.platform).await.unwrap();
        t.clock.advance(SignedDuration::from_mins(3));
        metrics::add_up(&t.platform).await.unwrap();
        assert_eq!(attention(&t).await, [], "too old, and too few");
    }

    async fn a_server_with_little_room_is_named_until_it_is_drained(t: Deployment) {
        t.register("north", "eu", 10).await;
        for slug in ["paris", "lyon"] {
            t.tenant(slug).await;
        }
        assert_eq!(attention(&t).await, []);
        run(&t, "update server set capacity = 2").await;
        run(&t, "update tenant set server_id = (select id from server)").await;
        let full = Detail::Of { count: 2, of: 2 };
        let found = attention(&t).await;
        assert_eq!(named(&found, Concern::ServerFull), [("north".to_owned(), full)]);
        tenantry::servers::drain(&t.platform, "north", &Author::CommandLine).await.unwrap();
        assert_eq!(attention(&t).await, []);
    }

    async fn a_database_that_can_t_be_opened_is_named_and_is_no_more_when_it_can(t: Deployment) {
        let tenant = t.tenant("paris").await;
        let health = async || overview::health_of(&t.platform, "paris").await.unwrap();
        assert!(matches!(health().await.database, DatabaseState::Answers { .. }));
        t.platform.fleet.close(tenant.id).await;
        let name = tenant.database().to_string();
        let (rest, last) = name.split_at(name.len() - 1);
        rename_database(&t, &format!("{rest}{}", if last == "a" { "b" } else { "a" })).await;
        for _ in 0..3 {
            assert_eq!(health().await.database, DatabaseState::Unreachable);
        }
        assert_eq!(health().await.overall(), Verdict::Bad);
        assert_eq!(named(&attention(&t).await, Concern::DatabaseUnreachable), [("paris".to_owned(), Detail::None)]);
        assert_eq!(health_in_list(&t).await, Health::Unreachable);
        rename_database(&t, &name).await;
        tokio::time::timeout(std::time::Duration::from_secs(10), async {
            while !matches!(health().await.database, DatabaseState::Answers { .. }) {
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            }
        })
        .await
        .expect("it is tried again soon");
        assert_eq!(attention(&t).await, []);
        assert_eq!(health_in_list(&t).await, Health::Well);
        run(&t, "update tenant set drifted_at = created_at").await;
        assert_eq!(health_in_list(&t).await, Health::Drifted);
    }

    async fn months_know_who_came_and_who_went(t: Deployment) {
        for slug in ["paris", "lyon"] {
            t.tenant(slug).await;
        }
        t.clock.advance(SignedDuration::from_hours(24 * 31));
        t.tenant("martin").await;
        let author = Author::CommandLine;
        let now = NewDeletion { grace: Some(SignedDuration::ZERO), export: Export::None, ..NewDeletion::default() };
        deletions::delete(&t.platform, "paris", &now, &author).await.unwrap();
        deletions::delete(&t.platform, "lyon", &NewDeletion { grace: None, ..now }, &author).await.unwrap();
        let changes = async || {
            let months = overview::overview(&t.platform).await.unwrap().months;
            months[10..].iter().map(|month| (month.month, month.new, month.lost)).collect::<Vec<_>>()
        };
        let expected = [(date(2026, 3, 1), 2, 0), (date(2026, 4, 1), 1, 2)];
        assert_eq!(changes().await, expected);
        deletions::attend_all(&t.platform, &author, Pace::default()).await.unwrap();
        assert!(tenants::find(&t.platform, "paris").await.unwrap().is_none(), "it is erased");
        assert_eq!(changes().await, expected, "and is counted as before");
    }

    async fn one_organisation_says_how_it_is_and_why(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let health = overview::health_of(&t.platform, "paris").await.unwrap();
        assert_eq!(health.verdict(Check::Database), Verdict::Well);
        assert_eq!((health.verdict(Check::Errors), health.verdict(Check::Latency)), (Verdict::Unknown, Verdict::Unknown));
        assert_eq!((health.verdict(Check::Version), health.overall()), (Verdict::Well, Verdict::Well));
        assert_eq!((health.verdict(Check::Quota), health.verdict(Check::Snapshots)), (Verdict::Well, Verdict::Unknown));
        run(&t, "insert into tenant_limit (tenant_id, what, amount, reason, set_by, set_at) select id, 'members', 1, '', '', created_at from tenant").await;
        let health = overview::health_of(&t.platform, "paris").await.unwrap();
        assert_eq!((health.verdict(Check::Quota), health.overall()), (Verdict::Watch, Verdict::Watch), "one of one");
        run(&t, "delete from tenant_limit").await;
        for _ in 0..20 {
            t.platform.meters.count_for(ctx.tenant.id, Measure::Requests);
            t.platform.meters.count_for(ctx.tenant.id, Measure::ServerErrors);
            t.platform.meters.count_for(ctx.tenant.id, Measure::Within5000);
        }
        metrics::flush(&t.platform).await.unwrap();
        let health = overview::health_of(&t.platform, "paris").await.unwrap();
        assert_eq!((health.verdict(Check::Errors), health.verdict(Check::Latency)), (Verdict::Bad, Verdict::Bad));
        t.clock.advance(SignedDuration::from_hours(2));
        let health = overview::health_of(&t.platform, "paris").await.unwrap();
        assert_eq!(health.overall(), Verdict::Well, "an hour later it is over");
        tenants::start_maintenance(&t.platform, "paris", "", &Author::CommandLine).await.unwrap();
        assert_eq!(overview::health_of(&t.platform, "paris").await.unwrap().database, DatabaseState::Shut);
        let unknown = overview::health_of(&t.platform, "nobody").await.unwrap_err();
        assert_eq!(unknown.kind(), Kind::NotFound);
    }
}
