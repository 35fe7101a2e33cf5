//! What is worked on, published, planned, gone back to, and shown by a link.

use super::{choose, pictures};
use crate::harness::{Deployment, both_engines};
use jiff::SignedDuration;
use tenantry::{
    access::Role,
    audit,
    brand::{self, BrandField, BrandForm, BrandTokens, BrandValue, Color, Slot},
    clock::Clock,
    context::TenantCtx,
    db::{Lifecycle, Migrations, Schema},
    fault::{Kind, Problem},
    platform::Platform,
    random::Random,
    tenants,
    users::Passwords,
};

fn form(primary: &str) -> BrandForm {
    BrandForm { name: "GMAH Paris".into(), primary: primary.into(), ..BrandForm::default() }
}

/// What a visitor's page wears.
async fn seen(t: &Deployment, ctx: &TenantCtx) -> Color {
    t.platform.brands.get(&t.platform, &ctx.tenant).await.unwrap().tokens.primary
}

fn color(text: &str) -> Color {
    text.parse().unwrap()
}

async fn events(t: &Deployment) -> Vec<String> {
    let events = audit::recent(&t.platform, 50).await.unwrap();
    events.into_iter().map(|event| event.kind).filter(|kind| kind.starts_with("brand-")).rev().collect()
}

/// One more process over the same databases.
pub(super) async fn other_node(t: &Deployment, migrations: Migrations, clock: Clock) -> Deployment {
    let lifecycle = Lifecycle::with(t.platform.lifecycle.location().clone(), migrations);
    let random = Random::seeded(crate::harness::process() << 16 | 1 << 14);
    let config = t.platform.config.clone();
    let platform = Platform::open_on(lifecycle, config, clock.clone(), random, Passwords::for_tests()).await.unwrap();
    Deployment { platform, clock, engine: t.engine, directory: t.directory.clone() }
}

both_engines! {
    async fn a_draft_is_seen_by_nobody_until_it_is_published(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let before = seen(&t, &ctx).await;
        brand::save_draft(&ctx, form("#b3261e")).await.unwrap();
        assert_eq!(seen(&t, &ctx).await, before);
        let studio = brand::studio(&ctx).await.unwrap();
        assert_eq!(studio.current().tokens.primary, color("#b3261e"));
        assert_eq!(studio.published.tokens.primary, before);
        assert_eq!(studio.draft.unwrap().by, "owner of paris");
        assert_eq!(studio.versions, []);

        brand::save(&ctx, form("#b3261e")).await.unwrap();
        assert_eq!(seen(&t, &ctx).await, color("#b3261e"));
        let studio = brand::studio(&ctx).await.unwrap();
        assert_eq!(studio.draft, None);
        let versions: Vec<(i64, &str)> = studio.versions.iter().map(|of| (of.number, of.by.as_str())).collect();
        assert_eq!(versions, [(2, "owner of paris"), (1, "")], "what was there before is the first");
        assert_eq!(studio.versions[0].at.to_string(), "2026-03-15T13:00:00", "in the organisation’s own time");
        assert_eq!(events(&t).await, ["brand-published"]);
    }

    async fn a_draft_that_says_what_is_published_is_none(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        brand::save(&ctx, form("#b3261e")).await.unwrap();
        let ctx = t.ctx("paris", Role::Owner).await;
        brand::save_draft(&ctx, form("#112233")).await.unwrap();
        brand::save_draft(&ctx, form("#b3261e")).await.unwrap();
        assert_eq!(brand::studio(&ctx).await.unwrap().draft, None);
        brand::save(&ctx, form("#b3261e")).await.unwrap();
        assert_eq!(brand::versions(&ctx).await.unwrap().len(), 2, "publishing the same again is no version");
    }

    async fn a_wrong_draft_keeps_the_one_before(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        brand::save_draft(&ctx, form("#b3261e")).await.unwrap();
        let error = brand::save_draft(&ctx, form("url(x)")).await.unwrap_err();
        assert_eq!((error.kind(), error.fault.problem_of("primary")), (Kind::Invalid, Some(&Problem::NotAColor)));
        assert_eq!(brand::studio(&ctx).await.unwrap().current().tokens.primary, color("#b3261e"));
        brand::discard_draft(&ctx, None).await.unwrap();
        assert_eq!(brand::studio(&ctx).await.unwrap().draft, None);
    }

    async fn two_versions_are_compared_and_an_old_one_is_published_again(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        brand::save(&ctx, form("#b3261e")).await.unwrap();
        brand::set_logo(&ctx, pictures::png()).await.unwrap();
        brand::save(&ctx, BrandForm { tagline_fr: "Prêts".into(), ..form("#12295c") }).await.unwrap();
        brand::remove_logo(&ctx).await.unwrap();
        let compared = brand::comparison(&ctx, 3, 4).await.unwrap();
        let fields: Vec<BrandField> = compared.differences.iter().map(|of| of.field).collect();
        assert_eq!(fields, [BrandField::Primary, BrandField::Tagline(tenantry::locale::Locale::Fr)]);
        assert_eq!(compared.differences[0].before, BrandValue::Color(color("#b3261e")));

        brand::save_draft(&ctx, form("#00ff00")).await.unwrap();
        assert_eq!(brand::roll_back(&ctx, 3).await.unwrap(), Some(6));
        assert_eq!(seen(&t, &ctx).await, color("#b3261e"));
        let logo = brand::tokens(&ctx).await.unwrap().logo.unwrap().hash;
        assert!(brand::asset(&t.platform, &ctx.tenant, &logo).await.unwrap().is_some(), "with its logo");
        assert_eq!(brand::comparison(&ctx, 3, 6).await.unwrap().differences, []);
        let studio = brand::studio(&ctx).await.unwrap();
        assert_eq!((studio.versions[0].number, studio.versions[0].restored_from), (6, Some(3)));
        assert_eq!(studio.current().tokens.primary, color("#00ff00"), "what is worked on stays");
        assert!(events(&t).await.iter().any(|kind| kind == "brand-rolled-back"));
        for missing in [0, 7, -1] {
            assert_eq!(brand::roll_back(&ctx, missing).await.unwrap_err().kind(), Kind::NotFound);
            assert_eq!(brand::comparison(&ctx, 1, missing).await.unwrap_err().kind(), Kind::NotFound);
        }
    }

    async fn the_hundred_newest_versions_are_kept(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        for number in 0..105_u8 {
            brand::save(&ctx, form(&Color::new(number, 0, 0).to_string())).await.unwrap();
        }
        let versions = brand::versions(&ctx).await.unwrap();
        assert_eq!((versions.len(), versions[0].number, versions[99].number), (100, 106, 7));
    }

    async fn a_planned_brand_is_published_at_its_moment_as_it_was_planned(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let before = seen(&t, &ctx).await;
        brand::schedule(&ctx, form("#b3261e"), "2026-03-15T14:00").await.unwrap();
        brand::save_draft(&ctx, form("#00ff00")).await.unwrap();
        assert_eq!(brand::publish_due(&t.platform).await.unwrap(), 0);
        assert_eq!(seen(&t, &ctx).await, before);
        assert_eq!(brand::studio(&ctx).await.unwrap().planned.unwrap().at.to_string(), "2026-03-15T14:00:00");

        t.clock.advance(SignedDuration::from_mins(61));
        assert_eq!(brand::publish_due(&t.platform).await.unwrap(), 1);
        assert_eq!(seen(&t, &ctx).await, color("#b3261e"), "and not what was drafted since");
        assert_eq!(brand::publish_due(&t.platform).await.unwrap(), 0);
        let studio = brand::studio(&ctx).await.unwrap();
        assert_eq!((&studio.planned, studio.current().tokens.primary), (&None, color("#00ff00")));
        assert!(studio.versions[0].was_scheduled && studio.versions[0].by == "owner of paris");
        assert_eq!(events(&t).await, ["brand-scheduled", "brand-published"]);
        let tenant = tenants::find(&t.platform, "paris").await.unwrap().unwrap();
        assert_eq!(tenant.brand_copy.as_ref().unwrap().primary, color("#b3261e"));
    }

    async fn a_planned_brand_that_is_the_draft_leaves_none(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        choose(&ctx, Slot::Logo, pictures::png()).await.unwrap();
        brand::schedule(&ctx, form("#b3261e"), "2026-03-15T14:00").await.unwrap();
        t.clock.advance(SignedDuration::from_hours(2));
        assert_eq!(brand::publish_due(&t.platform).await.unwrap(), 1);
        let studio = brand::studio(&ctx).await.unwrap();
        assert_eq!(studio.draft, None);
        let logo = studio.published.tokens.logo.unwrap().hash;
        assert!(brand::asset(&t.platform, &ctx.tenant, &logo).await.unwrap().is_some());
    }

    async fn two_nodes_publish_once_and_both_show_it(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let other = other_node(&t, Migrations::default(), t.clock.clone()).await;
        let tenant = other.tenant("paris").await;
        other.platform.directory.follow(&other.platform).await.unwrap();
        let stale = other.platform.brands.get(&other.platform, &tenant).await.unwrap();
        brand::schedule(&ctx, form("#b3261e"), "2026-03-15T14:00").await.unwrap();
        t.clock.advance(SignedDuration::from_hours(2));
        let (one, two) = tokio::join!(brand::publish_due(&t.platform), brand::publish_due(&other.platform));
        assert_eq!(one.unwrap() + two.unwrap(), 1);
        assert_eq!(brand::versions(&ctx).await.unwrap().len(), 2);
        assert_eq!(events(&t).await, ["brand-scheduled", "brand-published"]);
        other.platform.directory.follow(&other.platform).await.unwrap();
        let fresh = other.platform.brands.get(&other.platform, &tenant).await.unwrap();
        assert_ne!(stale.css, fresh.css);
        assert_eq!(fresh.tokens.primary, color("#b3261e"));
        other.platform.shut_down().await;
    }

    async fn a_plan_survives_the_process(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        brand::schedule(&ctx, form("#b3261e"), "2026-03-15T14:00").await.unwrap();
        drop(ctx);
        t.platform.shut_down().await;
        t.clock.advance(SignedDuration::from_hours(2));
        let next = other_node(&t, Migrations::default(), t.clock.clone()).await;
        assert_eq!(brand::publish_due(&next.platform).await.unwrap(), 1);
        let ctx = next.ctx("paris", Role::Owner).await;
        assert_eq!(seen(&next, &ctx).await, color("#b3261e"));
        next.platform.shut_down().await;
    }

    async fn a_plan_is_put_off_and_given_up(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        brand::schedule(&ctx, form("#b3261e"), "2026-03-15T14:00").await.unwrap();
        brand::schedule(&ctx, form("#b3261e"), "2026-03-15T18:00").await.unwrap();
        t.clock.advance(SignedDuration::from_hours(2));
        assert_eq!(brand::publish_due(&t.platform).await.unwrap(), 0);
        brand::cancel_schedule(&ctx).await.unwrap();
        t.clock.advance(SignedDuration::from_hours(24));
        assert_eq!(brand::publish_due(&t.platform).await.unwrap(), 0);
        assert_eq!(brand::studio(&ctx).await.unwrap().planned, None);
        for (at, problem) in [("", Problem::Required), ("soon", Problem::NotADate), ("2026-03-15T14:00", Problem::InThePast)] {
            let error = brand::schedule(&ctx, form("red"), at).await.unwrap_err();
            assert_eq!(error.fault.problem_of("publish_at"), Some(&problem));
            assert_eq!(error.fault.problem_of("primary"), Some(&Problem::NotAColor), "all is said at once");
        }
    }

    async fn what_cannot_be_published_keeps_nobody_and_is_tried_again(t: Deployment) {
        let (paris, lyon) = (t.ctx("paris", Role::Owner).await, t.ctx("lyon", Role::Owner).await);
        for ctx in [&paris, &lyon] {
            brand::schedule(ctx, form("#b3261e"), "2026-03-15T14:00").await.unwrap();
        }
        crate::brand::brands::execute(&t, &paris, "alter table brand_version rename to brand_gone").await;
        t.clock.advance(SignedDuration::from_hours(2));
        assert_eq!(brand::publish_due(&t.platform).await.unwrap(), 1);
        assert_eq!(seen(&t, &lyon).await, color("#b3261e"));
        assert_ne!(seen(&t, &paris).await, color("#b3261e"));
    }

    async fn a_link_shows_the_draft_to_whoever_has_it_until_it_ends(t: Deployment) {
        let (paris, lyon) = (t.ctx("paris", Role::Owner).await, t.ctx("lyon", Role::Owner).await);
        brand::save_draft(&paris, form("#b3261e")).await.unwrap();
        let secret = brand::make_link(&paris).await.unwrap();
        let (shown, until) = brand::previewed(&t.platform, &paris.tenant, &secret).await.unwrap().unwrap();
        assert_eq!((shown.name.as_str(), shown.tokens.primary), ("GMAH Paris", color("#b3261e")));
        assert_eq!(until.to_string(), "2026-03-22T12:00:00Z");
        assert_eq!(brand::previewed(&t.platform, &lyon.tenant, &secret).await.unwrap(), None, "another organisation’s");
        for wrong in ["", "x", &secret[1..], &format!("{secret}=")] {
            assert_eq!(brand::previewed(&t.platform, &paris.tenant, wrong).await.unwrap(), None);
        }
        brand::discard_draft(&paris, None).await.unwrap();
        let (shown, _) = brand::previewed(&t.platform, &paris.tenant, &secret).await.unwrap().unwrap();
        assert_eq!(shown.tokens, BrandTokens::default(), "without a draft it is what everybody sees");
        t.clock.advance(SignedDuration::from_hours(7 * 24));
        assert_eq!(brand::previewed(&t.platform, &paris.tenant, &secret).await.unwrap(), None);
        assert_eq!(events(&t).await, ["brand-preview-link", "brand-draft-discarded"]);
        brand::discard_draft(&paris, None).await.unwrap();
        assert_eq!(events(&t).await.len(), 2, "where nothing is worked on nothing is given up");
    }

    async fn a_link_that_was_made_up_or_is_over_asks_no_database(t: Deployment) {
        let (paris, lyon) = (t.ctx("paris", Role::Owner).await, t.ctx("lyon", Role::Owner).await);
        let good = brand::make_link(&paris).await.unwrap();
        assert!(brand::previewed(&t.platform, &paris.tenant, &good).await.unwrap().is_some());
        // From here on whoever asks it is told that it is broken.
        for ctx in [&paris, &lyon] {
            crate::brand::brands::execute(&t, ctx, "alter table brand_preview rename to brand_gone").await;
        }
        brand::previewed(&t.platform, &paris.tenant, &good).await.unwrap_err();
        let (first, rest) = good.split_at(1);
        let forged = format!("{}{rest}", if first == "A" { "B" } else { "A" });
        let later = format!("{}_{}", &good[..26], &good[27..]);
        for (tenant, wrong) in [(&paris.tenant, &forged), (&paris.tenant, &later), (&lyon.tenant, &good)] {
            assert_eq!(brand::previewed(&t.platform, tenant, wrong).await.unwrap(), None, "{wrong}");
        }
        t.clock.advance(SignedDuration::from_hours(7 * 24));
        assert_eq!(brand::previewed(&t.platform, &paris.tenant, &good).await.unwrap(), None, "it is over");
    }

    async fn a_link_of_another_key_leads_nowhere(t: Deployment) {
        let paris = t.ctx("paris", Role::Owner).await;
        let signed = brand::make_link(&paris).await.unwrap();
        let key = t.platform.config.database.key_file().path().to_owned();
        let own = std::fs::read_to_string(&key).unwrap();
        std::fs::write(&key, "0".repeat(64)).unwrap();
        assert_eq!(brand::previewed(&t.platform, &paris.tenant, &signed).await.unwrap(), None);
        std::fs::remove_file(&key).unwrap();
        assert_eq!(brand::previewed(&t.platform, &paris.tenant, &signed).await.unwrap(), None);
        std::fs::write(&key, own).unwrap();
        assert!(brand::previewed(&t.platform, &paris.tenant, &signed).await.unwrap().is_some());
    }

    async fn a_link_is_withdrawn_and_there_are_twenty_at_most(t: Deployment) {
        let (paris, lyon) = (t.ctx("paris", Role::Owner).await, t.ctx("lyon", Role::Owner).await);
        let secret = brand::make_link(&paris).await.unwrap();
        let id = brand::studio(&paris).await.unwrap().links[0].id;
        assert_eq!(brand::withdraw_link(&lyon, id).await.unwrap_err().kind(), Kind::NotFound);
        brand::withdraw_link(&paris, id).await.unwrap();
        assert_eq!(events(&t).await, ["brand-preview-link", "brand-preview-link-withdrawn"], "who did it can be asked later");
        assert_eq!(brand::withdraw_link(&paris, id).await.unwrap_err().kind(), Kind::NotFound);
        assert_eq!(events(&t).await.len(), 2);
        assert_eq!(brand::previewed(&t.platform, &paris.tenant, &secret).await.unwrap(), None);
        let mut secrets = Vec::new();
        for _ in 0..21 {
            t.clock.advance(SignedDuration::from_secs(1));
            secrets.push(brand::make_link(&paris).await.unwrap());
        }
        assert_eq!(brand::studio(&paris).await.unwrap().links.len(), 20);
        assert_eq!(brand::previewed(&t.platform, &paris.tenant, &secrets[0]).await.unwrap(), None, "the oldest ended");
        assert!(brand::previewed(&t.platform, &paris.tenant, &secrets[1]).await.unwrap().is_some());
    }

    async fn a_copy_of_an_organisation_has_its_history_and_neither_its_links_nor_its_plan(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        brand::save(&ctx, form("#12295c")).await.unwrap();
        brand::schedule(&ctx, form("#b3261e"), "2026-03-15T14:00").await.unwrap();
        let secret = brand::make_link(&ctx).await.unwrap();
        let new = tenantry::provisioning::NewClone { slug: "nord".into(), name: None, with_members: false };
        let author = tenantry::context::Author::CommandLine;
        tenantry::provisioning::clone(t.platform.clone(), "paris", new, author, |_| Ok(())).await.unwrap();
        let copy = t.ctx("nord", Role::Owner).await;
        let studio = brand::studio(&copy).await.unwrap();
        assert_eq!((studio.planned, studio.links.len(), studio.versions.len()), (None, 0, 2));
        assert_eq!(brand::previewed(&t.platform, &copy.tenant, &secret).await.unwrap(), None);
    }

    async fn an_organisation_with_older_tables_works_as_it_did_and_has_the_studio_once_it_is_migrated(t: Deployment) {
        let old = other_node(&t, Migrations::default().until(Schema::Core, 1), t.clock.clone()).await;
        old.tenant("paris").await;
        old.platform.shut_down().await;
        let ctx = t.ctx("paris", Role::Owner).await;
        assert!(!brand::studio(&ctx).await.unwrap().has_drafts);
        brand::save_draft(&ctx, form("#b3261e")).await.unwrap();
        assert_eq!(seen(&t, &ctx).await, color("#b3261e"), "what is saved counts at once");
        choose(&ctx, Slot::Logo, pictures::png()).await.unwrap();
        choose(&ctx, Slot::Logo, pictures::svg("")).await.unwrap();
        assert!(brand::tokens(&ctx).await.unwrap().logo.is_some());
        assert_eq!(brand::schedule(&ctx, form("#b3261e"), "2026-03-15T14:00").await.unwrap_err().kind(), Kind::Unavailable { seconds: 60 });
        assert_eq!(brand::make_link(&ctx).await.unwrap_err().kind(), Kind::Unavailable { seconds: 60 });
        assert_eq!(brand::roll_back(&ctx, 1).await.unwrap_err().kind(), Kind::NotFound);
        brand::cancel_schedule(&ctx).await.unwrap();
        brand::discard_draft(&ctx, None).await.unwrap();
        drop(ctx);

        let (options, pace, observer) = (crate::upgrades::options(), tenantry::upgrades::Pace::default(), crate::upgrades::unobserved());
        tenantry::upgrades::run(&t.platform, &options, pace, &observer).await.unwrap();
        let ctx = t.ctx("paris", Role::Owner).await;
        let studio = brand::studio(&ctx).await.unwrap();
        assert!(studio.has_drafts && studio.published.tokens.primary == color("#b3261e"));
        brand::save(&ctx, form("#00ff00")).await.unwrap();
        assert_eq!(brand::versions(&ctx).await.unwrap().len(), 2);
    }
}
