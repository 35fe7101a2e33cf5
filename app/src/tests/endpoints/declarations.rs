//! The table of endpoints beside the functions that there are, and beside what each role is for.

use std::collections::BTreeSet;
use tenantry::access::{Access, Effect, Endpoint, OperatorRole, Permission, Plane, Verb};

/// All but the files.
pub(super) fn functions_declared() -> impl Iterator<Item = &'static &'static Endpoint> {
    app::endpoints::ALL.iter().filter(|endpoint| endpoint.verb == Verb::Post)
}

/// Makes the product, which links its functions in.
fn registered() -> BTreeSet<&'static str> {
    drop(app::server::product(std::path::Path::new("site")));
    server_fn::axum::server_fn_paths().map(|(path, _)| path).collect()
}

#[test]
fn every_server_function_declares_plane_and_permission() {
    let paths: BTreeSet<&str> = app::endpoints::ALL.iter().map(|endpoint| endpoint.path).collect();
    assert_eq!(paths.len(), app::endpoints::ALL.len(), "a path is declared twice");
    let declared: BTreeSet<&str> = functions_declared().map(|endpoint| endpoint.path).collect();
    let functions = registered();
    let undeclared: Vec<_> = functions.difference(&declared).collect();
    let unwritten: Vec<_> = declared.difference(&functions).collect();
    assert!(
        undeclared.is_empty() && unwritten.is_empty(),
        "undeclared: {undeclared:?}; declared, but no function: {unwritten:?}"
    );
    assert!(app::endpoints::ALL.iter().all(|endpoint| !endpoint.planes.is_empty()));
}

/// What each role is for, said here once more, apart from the table that grants it.
#[test]
fn who_supports_helps_and_who_reads_changes_nothing() {
    let needs = |path: &str| app::endpoints::ALL.iter().find(|endpoint| endpoint.path == path).unwrap().access;
    let may = |role: OperatorRole, path: &str| matches!(needs(path), Access::Needs(permission) if role.may(permission));
    for path in ["suspend", "resume", "invite", "bulk/preview", "organisations"] {
        assert!(may(OperatorRole::Support, &format!("/api/console/{path}")), "{path}");
    }
    for path in [
        "delete",
        "lock",
        "rename",
        "create",
        "moves/start",
        "operators/invite",
        "operators/remove",
        "servers/drain",
        "upgrades/start",
    ] {
        assert!(!may(OperatorRole::Support, &format!("/api/console/{path}")), "{path}");
        assert!(may(OperatorRole::Owner, &format!("/api/console/{path}")), "{path}");
    }
    let open_to_readers = |endpoint: &&&Endpoint| matches!(endpoint.access, Access::Needs(permission) if OperatorRole::ReadOnly.may(permission));
    let changing =
        ["/create", "/suspend", "/resume", "/delete", "/start", "/add", "/drain", "/invite", "/remove", "/perform"];
    for endpoint in app::endpoints::ALL.iter().filter(open_to_readers) {
        assert!(endpoint.planes == [Plane::Console], "{}", endpoint.path);
        let is_own = endpoint.path.starts_with("/api/console/filters/");
        assert!(is_own || !changing.iter().any(|verb| endpoint.path.ends_with(verb)), "{}", endpoint.path);
    }
    assert!(Permission::ConsoleView.module().is_none());
}

/// Forgetting to say that an endpoint reads is safe; saying it wrongly isn't.
#[test]
fn what_is_called_by_get_reads_and_what_its_name_says_to_change_doesnt() {
    let changes = [
        "save",
        "create",
        "repay",
        "cancel",
        "invite",
        "revoke",
        "remove",
        "change-role",
        "password",
        "start",
        "copy",
        "import",
        "picture",
        "discard",
        "withdraw",
        "roll-back",
        "delete",
        "restore",
        "lock",
        "unlock",
        "suspend",
        "resume",
        "rename",
        "add",
        "drain",
        "check",
        "end",
        "allow",
        "refuse",
        "ask",
        "publish",
        "perform",
        "accept",
        "sign-in",
        "sign-up",
        "rollback",
        "link",
        "fresh-link",
        "hand-off",
        "maintenance",
    ];
    for endpoint in app::endpoints::ALL {
        let reads = endpoint.effect == Effect::Read;
        assert!(endpoint.verb != Verb::Get || reads, "{} is a file", endpoint.path);
        let name = endpoint.path.rsplit('/').next().unwrap();
        assert!(!(reads && changes.contains(&name)), "{} changes something", endpoint.path);
    }
    let own: Vec<&str> = app::endpoints::ALL.iter().filter(|of| of.effect == Effect::Own).map(|of| of.path).collect();
    let expected = [
        "/api/preferences",
        "/api/session/sign-out",
        "/api/support/enter",
        "/api/support/leave",
        "/api/announcements/dismiss",
    ];
    assert_eq!(own, expected, "all that concerns one's own browser alone");
}

#[test]
fn no_server_function_is_called_by_get() {
    registered();
    let by_get: Vec<_> =
        server_fn::axum::server_fn_paths().filter(|(_, method)| method != http::Method::POST).collect();
    assert!(by_get.is_empty(), "{by_get:?}");
}
