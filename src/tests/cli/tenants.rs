use super::{document, error, run, text};
use crate::harness::both_engines;
use tenantry::{access::Role, audit, users};

const CREATE: [&str; 10] = [
    "tenant",
    "create",
    "--name",
    "GMAH Paris",
    "--slug",
    "gmah",
    "--admin-email",
    "rachel@gmah.example",
    "--admin-name",
    "Rachel Cohen",
];

both_engines! {
    async fn creating_prints_the_steps_and_the_invitation(t: Deployment) {
        let printed = text(&t, &CREATE).await;
        for step in ["validate", "reserve", "database", "brand", "administrator", "modules", "activate"] {
            let line = printed.lines().find(|line| line.starts_with(&format!("ok  {step}"))).unwrap_or_else(|| panic!("{step}: {printed}"));
            assert!(line.ends_with(" ms"), "{line}");
        }
        assert!(printed.contains("gmah is open: http://gmah.tenantry.test:3000\n"), "{printed}");
        assert!(printed.contains("http://gmah.tenantry.test:3000/invitation?token="), "{printed}");
    }

    async fn creating_with_json_prints_one_document(t: Deployment) {
        let made = document(&t, &[&CREATE[..], &["--locale", "fr", "--modules"]].concat()).await;
        assert_eq!(made["slug"], "gmah");
        assert_eq!(made["steps"].as_array().unwrap().len(), 7);
        assert!(made["invitation_url"].as_str().unwrap().starts_with("http://gmah.tenantry.test:3000/"));
        let tenant = document(&t, &["tenant", "show", "gmah"]).await;
        assert_eq!((tenant["locale"].as_str(), tenant["modules"].as_array().map(Vec::len)), (Some("fr"), Some(0)));
    }

    async fn an_organisation_is_made_in_its_time_zone_and_its_currency(t: Deployment) {
        text(&t, &[&CREATE[..], &["--time-zone", "asia/jerusalem", "--currency", "ILS"]].concat()).await;
        let tenant = document(&t, &["tenant", "show", "gmah"]).await;
        assert_eq!((tenant["time_zone"].as_str(), tenant["currency"].as_str()), (Some("Asia/Jerusalem"), Some("Ils")));
        let shown = text(&t, &["tenant", "show", "gmah"]).await;
        assert!(shown.contains("time zone     Asia/Jerusalem\ncurrency      ILS\n"), "{shown}");
    }

    async fn every_wrong_field_is_told_on_a_line_of_its_own(t: Deployment) {
        let wrong = ["tenant", "create", "--name", "", "--slug", "www", "--admin-email", "nobody", "--admin-name", "R"];
        let message = error(&t, &wrong).await;
        assert!(message.contains("name: is missing"), "{message}");
        assert!(message.contains("slug: is reserved"), "{message}");
        assert!(message.contains("admin_email: is not an e-mail address"), "{message}");
        assert_eq!(message.lines().count(), 3, "{message}");
    }

    async fn a_taken_slug_is_refused_and_nothing_is_left_over(t: Deployment) {
        text(&t, &CREATE).await;
        let ran = run(&t, &CREATE).await;
        assert!(ran.error.unwrap().starts_with("slug: is taken"));
        assert_eq!(document(&t, &["tenant", "list"]).await.as_array().unwrap().len(), 1);
    }

    async fn the_list_is_searched_filtered_and_ordered(t: Deployment) {
        for slug in ["paris", "lyon", "martin"] {
            t.tenant(slug).await;
            t.clock.advance(jiff::SignedDuration::from_secs(1));
        }
        text(&t, &["tenant", "suspend", "lyon", "--reason", "The fee is not paid"]).await;
        let printed = text(&t, &["tenant", "list"]).await;
        let lines: Vec<&str> = printed.lines().collect();
        assert!(lines[0].starts_with("slug    name"), "{printed}");
        let first: Vec<&str> = lines[1..4].iter().filter_map(|line| line.split(' ').next()).collect();
        assert_eq!(first, ["lyon", "martin", "paris"]);
        assert_eq!(lines[4], "3 organisations");

        let slugs = async |arguments: &[&str]| {
            let rows = document(&t, &[&["tenant", "list"], arguments].concat()).await;
            rows.as_array().unwrap().iter().map(|row| row["slug"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(slugs(&["--search", "PAR"]).await, ["paris"]);
        assert_eq!(slugs(&["--status", "suspended"]).await, ["lyon"]);
        assert_eq!(slugs(&["--order", "newest"]).await, ["martin", "lyon", "paris"]);
        assert!(slugs(&["--search", "nothing"]).await.is_empty());
    }

    async fn an_organisation_is_shown_with_its_reason(t: Deployment) {
        t.tenant("paris").await;
        text(&t, &["tenant", "suspend", "paris", "--reason", "The fee is not paid"]).await;
        let printed = text(&t, &["tenant", "show", "paris"]).await;
        for line in ["status        suspended", "reason        The fee is not paid", "address       http://paris.tenantry.test:3000"] {
            assert!(printed.lines().any(|printed| printed == line), "{line} in {printed}");
        }
        assert_eq!(text(&t, &["tenant", "resume", "paris"]).await, "paris is active\n");
        assert_eq!(document(&t, &["tenant", "show", "paris"]).await["summary"]["status"], "active");
    }

    async fn an_unknown_organisation_is_named(t: Deployment) {
        for command in [&["tenant", "show", "nowhere"][..], &["tenant", "resume", "nowhere"], &["tenant", "suspend", "nowhere", "--reason", "x"]] {
            assert_eq!(error(&t, command).await, "there is no organisation “nowhere”");
        }
    }

    async fn a_dry_run_says_what_would_happen_and_changes_nothing(t: Deployment) {
        t.ctx("paris", tenantry::access::Role::Owner).await;
        let shown = text(&t, &["tenant", "show", "paris"]).await;
        let tries: [(&[&str], &str); 5] = [
            (&["suspend", "paris", "--reason", "The fee is not paid"], "paris will be closed to its people"),
            (&["resume", "paris"], "paris will be open to its people"),
            (&["lock", "paris"], "paris will be locked"),
            (&["unlock", "paris"], "paris will be unlocked"),
            (&["clone", "paris", "annexe", "--with-members"], "annexe (Society of paris) will be a copy of paris, with a database of"),
        ];
        for (command, said) in tries {
            let command = [&["tenant"], command, &["--dry-run"]].concat();
            let printed = text(&t, &command).await;
            assert!(printed.starts_with(said) && printed.ends_with("Nothing was changed: this is a dry run.\n"), "{printed}");
            assert_eq!(document(&t, &command).await["dry_run"], true);
        }
        assert_eq!(text(&t, &["tenant", "show", "paris"]).await, shown);
        assert_eq!(document(&t, &["tenant", "list"]).await.as_array().unwrap().len(), 1);

        text(&t, &["tenant", "delete", "paris", "--yes"]).await;
        let deleted = text(&t, &["tenant", "show", "paris"]).await;
        let tried = text(&t, &["tenant", "restore", "paris", "--dry-run"]).await;
        assert!(tried.starts_with("paris will be open again"), "{tried}");
        let tried = document(&t, &["tenant", "restore", "paris", "--dry-run"]).await;
        assert_eq!((tried["dry_run"].as_bool(), tried["restored"].as_bool()), (Some(true), Some(false)));
        assert_eq!(text(&t, &["tenant", "show", "paris"]).await, deleted);
        assert_eq!(document(&t, &["tenant", "restore", "paris"]).await["restored"], true);
    }

    async fn a_dry_run_fails_as_the_command_would(t: Deployment) {
        t.tenant("paris").await;
        t.tenant("lyon").await;
        for command in [&["suspend", "nowhere", "--reason", "x"][..], &["resume", "nowhere"], &["lock", "nowhere"], &["unlock", "nowhere"], &["restore", "nowhere"], &["clone", "nowhere", "annexe"]] {
            let command = [&["tenant"], command, &["--dry-run"]].concat();
            assert_eq!(error(&t, &command).await, "there is no organisation “nowhere”", "{command:?}");
        }
        assert!(error(&t, &["tenant", "clone", "paris", "lyon", "--dry-run"]).await.starts_with("slug: is taken"));
        assert_eq!(error(&t, &["tenant", "restore", "paris", "--dry-run"]).await, "slug: isn’t deleted");
    }

    async fn a_member_who_forgot_their_password_gets_a_link(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        t.clock.advance(jiff::SignedDuration::from_secs(1));
        let link = ["tenant", "password-link", "paris", "--email", ctx.actor.email.as_str()];
        let printed = text(&t, &link).await;
        assert!(printed.contains("once, within 30 minutes: http://paris.tenantry.test:3000/new-password?token="), "{printed}");
        let made = document(&t, &link).await;
        let token = made["url"].as_str().unwrap().split_once("token=").unwrap().1.to_owned();
        let preview = users::reset_preview(&t.platform, Some(&ctx.tenant), &token).await.unwrap();
        assert_eq!((preview.email.as_str(), made["email"].as_str()), (ctx.actor.email.as_str(), Some(ctx.actor.email.as_str())));
        let kinds: Vec<_> = audit::recent(&t.platform, 2).await.unwrap().into_iter().map(|event| event.kind).collect();
        assert_eq!(kinds, ["password-reset-link-made"; 2]);
        for (slug, email, said) in [
            ("paris", "nobody@example.org", "nobody@example.org is no member of paris"),
            ("paris", "nobody", "email: is not an e-mail address"),
            ("metz", "nobody@example.org", "there is no organisation “metz”"),
        ] {
            let message = error(&t, &["tenant", "password-link", slug, "--email", email]).await;
            assert!(message.contains(said), "{message}");
        }
    }
}
