//! Organisations that were deleted: closed to everybody, explained to their members, and then gone.

use crate::{
    app::TestApp,
    harness::{Engine, both_engines},
};
use app::i18n::{Locale, problem_words};
use jiff::SignedDuration;
use std::time::Duration;
use tenantry::{
    access::Role,
    context::Author,
    db::PoolSize,
    deletions::{self, NewDeletion, Pace},
    fault::Problem,
};

const REASON: &str = "Dissolved on 1 March.";

both_engines! {
    async fn a_deleted_organisation_tells_its_members_alone(t: Deployment) {
        let app = TestApp::start(t).await;
        let (paris, lyon) = (app.tenant("paris").await, app.tenant("lyon").await);
        let mut member = paris.signed_in_as(Role::Member).await;
        assert_eq!(member.get("/").await.status, 200);
        let platform = &app.deployment.platform;
        let new = NewDeletion { reason: REASON.into(), ..NewDeletion::default() };
        deletions::delete(platform, "paris", &new, &Author::CommandLine).await.unwrap();

        for page in ["/", "/loans", "/members", "/invitation?token=x", "/brand/abc"] {
            for answer in [paris.visitor().get(page).await, member.get(page).await] {
                assert_eq!(answer.status, 410, "{page}");
                assert!(!answer.says(REASON) && !answer.says("deleted") && !answer.says("14 Apr"), "{page}: {}", answer.body);
            }
        }
        for endpoint in app::endpoints::ALL.iter().filter(|endpoint| endpoint.path.starts_with("/api/loans/")) {
            assert_eq!(member.call(endpoint.path, &[]).await.status, 410, "{}", endpoint.path);
        }
        assert_eq!(paris.visitor().get("/sign-in").await.status, 200);
        let mut later = paris.signed_in_as(Role::Member).await;
        for page in ["/", "/loans", "/sign-in"] {
            let answer = later.get(page).await;
            assert_eq!(answer.status, 410, "{page}");
            assert!(answer.says(REASON) && answer.says("14 Apr 2026") && answer.says("deleted"), "{page}: {}", answer.body);
        }
        assert_eq!(later.call(app::endpoints::LOANS_LIST.path, &[]).await.status, 410);
        assert_eq!(lyon.signed_in_as(Role::Member).await.get("/loans").await.status, 200, "others go on");

        deletions::cancel(platform, "paris", &Author::CommandLine).await.unwrap();
        assert_eq!(later.get("/loans").await.status, 303, "they sign in again");
        assert_eq!(paris.signed_in_as(Role::Member).await.get("/loans").await.status, 200);
    }

    async fn after_the_grace_its_address_leads_nowhere(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let mut member = paris.signed_in_as(Role::Member).await;
        let platform = &app.deployment.platform;
        deletions::delete(platform, "paris", &NewDeletion::default(), &Author::CommandLine).await.unwrap();
        app.deployment.clock.advance(SignedDuration::from_hours(24 * 31));
        let gone = deletions::attend_all(platform, &Author::Housekeeping, Pace::default()).await.unwrap();
        assert_eq!(gone.len(), 1);
        for page in ["/", "/sign-in"] {
            assert_eq!(member.get(page).await.status, 404, "{page}");
        }
        assert!(!member.get("/").await.says(&paris.tenant.name));
    }

    async fn an_operator_deletes_locks_and_restores_by_plain_forms(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let mut operator = app.operator().await;
        let page = "/organisations/paris";
        let shows = operator.get(page).await;
        assert!(shows.says("Type paris to confirm") && shows.says("Lock against deletion"), "{}", shows.body);

        let wrong = operator.submit(page, app::endpoints::CONSOLE_DELETE.path, &[("slug", "paris"), ("confirm", "pariss"), ("deletion_reason", REASON)]).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.says("pariss") && wrong.says(REASON) && wrong.says("Type it exactly"), "{}", wrong.body);

        assert_eq!(operator.submit(page, app::endpoints::CONSOLE_LOCK.path, &[("slug", "paris")]).await.status, 303);
        let locked = operator.get(page).await;
        assert!(locked.says("Locked since") && !locked.says("Type paris to confirm"), "{}", locked.body);
        let refused = operator.submit(page, app::endpoints::CONSOLE_DELETE.path, &[("slug", "paris"), ("confirm", "paris")]).await;
        assert_eq!(refused.status, 422);
        assert_eq!(operator.submit(page, app::endpoints::CONSOLE_UNLOCK.path, &[("slug", "paris")]).await.status, 303);

        let deleted = operator.submit(page, app::endpoints::CONSOLE_DELETE.path, &[("slug", "paris"), ("confirm", "paris"), ("deletion_reason", REASON)]).await;
        assert_eq!((deleted.status, deleted.leads_to()), (303, Some("/organisations/paris?saved=deleted")));
        let shows = operator.get(page).await;
        assert!(shows.says("14 Apr 2026") && shows.says("ops@tenantry.example") && shows.says(REASON), "{}", shows.body);
        assert!(operator.get("/organisations").await.says("Deleted, gone on 14 Apr 2026"));
        assert_eq!(paris.visitor().get("/").await.status, 410);

        assert_eq!(operator.submit(page, app::endpoints::CONSOLE_RESTORE.path, &[("slug", "paris")]).await.status, 303);
        assert_eq!(paris.visitor().get("/sign-in").await.status, 200);
        assert_eq!(operator.submit(page, app::endpoints::CONSOLE_RESTORE.path, &[("slug", "paris")]).await.status, 409);

        let taken = operator.submit(page, app::endpoints::CONSOLE_RENAME.path, &[("slug", "paris"), ("new_slug", "adm1n")]).await;
        assert_eq!(taken.status, 422);
        assert!(taken.says("adm1n") && taken.says("looks too much like"), "{}", taken.body);
        let renamed = operator.submit(page, app::endpoints::CONSOLE_RENAME.path, &[("slug", "paris"), ("new_slug", "lutece")]).await;
        assert_eq!((renamed.status, renamed.leads_to()), (303, Some("/organisations/lutece?saved=renamed")));
    }

    async fn who_comes_too_late_is_told_why_though_the_form_is_gone(t: Deployment) {
        let app = TestApp::start(t).await;
        app.tenant("paris").await;
        let (platform, page, author) = (&app.deployment.platform, "/organisations/paris", Author::CommandLine);
        for (language, locale) in [("en", Locale::En), ("fr", Locale::Fr)] {
            let mut operator = app.operator().await.speaking(language);
            let fields = [("slug", "paris"), ("page", page)];
            let restored = operator.submit(page, app::endpoints::CONSOLE_RESTORE.path, &fields).await;
            assert_eq!(restored.status, 409);
            let words = problem_words(locale, &Problem::NotDeleted);
            assert!(restored.says(&words), "{words}: {}", restored.body);
            assert!(!operator.get(page).await.says(&words), "once");

            deletions::lock(platform, "paris", &author).await.unwrap();
            let fields = [fields[0], fields[1], ("confirm", "paris")];
            let deleted = operator.submit(page, app::endpoints::CONSOLE_DELETE.path, &fields).await;
            assert_eq!((deleted.status, deleted.says(&problem_words(locale, &Problem::IsLocked))), (422, true), "{}", deleted.body);
            deletions::unlock(platform, "paris", &author).await.unwrap();
        }
    }

    async fn what_is_being_removed_can_neither_be_restored_nor_locked(t: Deployment) {
        let app = TestApp::start(t).await;
        let (t, paris) = (&app.deployment, app.tenant("paris").await);
        // Who has it open holds up its removal on SQLite; PostgreSQL sends everybody away, and the organisation is gone.
        let size = PoolSize { most: 1, wait: Duration::from_secs(5) };
        let held = t.platform.lifecycle.open(paris.tenant.home(), size).await.unwrap();
        deletions::delete(&t.platform, "paris", &NewDeletion::default(), &Author::CommandLine).await.unwrap();
        t.clock.advance(SignedDuration::from_hours(24 * 31));
        let pace = Pace { patience: Duration::from_millis(500), ..Pace::default() };
        let tried = deletions::attend(&t.platform, "paris", &Author::CommandLine, pace, &deletions::unobserved()).await;
        let (page, is_half_removed) = ("/organisations/paris", tried.is_err());
        assert_eq!(is_half_removed, t.engine == Engine::Sqlite);
        let mut operator = app.operator().await.speaking("fr");
        for path in [app::endpoints::CONSOLE_RESTORE.path, app::endpoints::CONSOLE_LOCK.path] {
            let answer = operator.submit(page, path, &[("slug", "paris"), ("page", page)]).await;
            let words = problem_words(Locale::Fr, &Problem::IsBeingErased);
            // The page says it by itself, and why the attempt was refused.
            let expected = if is_half_removed { (409, 2) } else { (404, 0) };
            assert_eq!((answer.status, answer.body.matches(&format!(">{words}")).count()), expected, "{path}: {}", answer.body);
        }
        held.close().await;
    }

    async fn a_member_who_is_gone_meanwhile_is_said_to_be(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let mut owner = paris.signed_in_as(Role::Owner).await;
        let fields = [("member", "00000000-0000-7000-8000-000000000000"), ("page", "/members")];
        let answer = owner.submit("/members", app::endpoints::MEMBERS_REMOVE.path, &fields).await;
        assert_eq!((answer.status, answer.says("There is nothing here.")), (404, true), "{}", answer.body);
    }
}
