//! Every endpoint: declared once, found on its planes alone, open to whom its declaration names and to nobody else.

use crate::{
    app::{APEX, CONSOLE, TestApp},
    client::{Answer, Browser, FORM},
    harness::both_engines,
    upgrades,
};
use std::collections::{BTreeMap, BTreeSet};
use tenantry::{
    access::{Access, Endpoint, OperatorRole, Permission, Plane, Role, Verb},
    loans::{self, NewLoan},
    modules::Module,
};

const PLANES: [Plane; 3] = [Plane::Public, Plane::Console, Plane::Tenant];

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Caller {
    Nobody,
    Member,
    Admin,
    Owner,
    OwningOperator,
    SupportingOperator,
    ReadingOperator,
}

const CALLERS: [Caller; 7] = [
    Caller::Nobody,
    Caller::Member,
    Caller::Admin,
    Caller::Owner,
    Caller::OwningOperator,
    Caller::SupportingOperator,
    Caller::ReadingOperator,
];

impl Caller {
    fn role(self) -> Option<Role> {
        match self {
            Self::Member => Some(Role::Member),
            Self::Admin => Some(Role::Admin),
            Self::Owner => Some(Role::Owner),
            _ => None,
        }
    }

    fn operator_role(self) -> Option<OperatorRole> {
        match self {
            Self::OwningOperator => Some(OperatorRole::Owner),
            Self::SupportingOperator => Some(OperatorRole::Support),
            Self::ReadingOperator => Some(OperatorRole::ReadOnly),
            _ => None,
        }
    }

    /// Whether their session is of another host than this plane's.
    fn is_stranger_on(self, plane: Plane) -> bool {
        match self {
            Self::Nobody => false,
            Self::Member | Self::Admin | Self::Owner => plane != Plane::Tenant,
            Self::OwningOperator | Self::SupportingOperator | Self::ReadingOperator => plane != Plane::Console,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Refused(u16),
    /// Let in; what the function then says of the input is its own matter.
    LetIn,
}

/// What the declaration promises, worked out apart from the code that keeps it.
fn promised(endpoint: &Endpoint, plane: Plane, caller: Caller) -> Verdict {
    if caller.is_stranger_on(plane) {
        return Verdict::Refused(401);
    }
    if !endpoint.planes.contains(&plane) {
        return Verdict::Refused(404);
    }
    let Access::Needs(permission) = endpoint.access else { return Verdict::LetIn };
    if caller == Caller::Nobody {
        return Verdict::Refused(401);
    }
    let may = caller.role().is_some_and(|role| role.permissions().contains(&permission))
        || caller.operator_role().is_some_and(|role| role.permissions().contains(&permission));
    if may { Verdict::LetIn } else { Verdict::Refused(403) }
}

fn observed(answer: &Answer) -> Verdict {
    match answer.status {
        // Refused credentials are an answer of the door, not of the gate before it.
        401 if answer.says("WrongCredentials") => Verdict::LetIn,
        refused @ (0 | 401 | 403 | 404 | 405 | 500..) => Verdict::Refused(refused),
        _ => Verdict::LetIn,
    }
}

/// Sessions of all callers, made anew when a request has ended one.
struct Cast<'a> {
    app: &'a TestApp,
    browsers: BTreeMap<Caller, Browser>,
}

impl Cast<'_> {
    async fn browser(&mut self, caller: Caller) -> &mut Browser {
        if !self.browsers.contains_key(&caller) {
            let browser = self.enter(caller).await;
            self.browsers.insert(caller, browser);
        }
        self.browsers.get_mut(&caller).unwrap()
    }

    async fn enter(&self, caller: Caller) -> Browser {
        match caller.role() {
            Some(role) => self.app.tenant("paris").await.signed_in_as(role).await,
            None => match caller.operator_role() {
                Some(role) => self.app.operator_as(role).await,
                None => self.app.visitor(APEX),
            },
        }
    }

    async fn call(&mut self, caller: Caller, host: &str, endpoint: &Endpoint, fields: &[(&str, &str)]) -> Answer {
        let browser = self.browser(caller).await.clone();
        let mut there = browser.on(host);
        let answer = match endpoint.path {
            path if path == app::endpoints::BRAND_PICTURE.path => upload(&mut there).await,
            path if endpoint.verb == Verb::Get => there.read(path).await,
            path => there.call(path, fields).await,
        };
        let ended = there.cookies.get("sid") != browser.cookies.get("sid") || answer.status == 401;
        if ended {
            self.browsers.remove(&caller);
        }
        answer
    }
}

async fn upload(browser: &mut Browser) -> Answer {
    let body = "--edge\r\ncontent-disposition: form-data; name=\"logo\"; filename=\"logo.png\"\r\n\r\nno picture\r\n--edge--\r\n";
    let headers = [("accept", "application/json"), ("content-type", "multipart/form-data; boundary=edge")];
    browser.request("POST", app::endpoints::BRAND_PICTURE.path, &headers, body.as_bytes()).await
}

fn host_of(plane: Plane) -> &'static str {
    match plane {
        Plane::Public => APEX,
        Plane::Console => CONSOLE,
        Plane::Tenant => "paris.tenantry.test",
    }
}

/// All but the files.
fn functions_declared() -> impl Iterator<Item = &'static &'static Endpoint> {
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

#[test]
fn no_server_function_is_called_by_get() {
    registered();
    let by_get: Vec<_> =
        server_fn::axum::server_fn_paths().filter(|(_, method)| method != http::Method::POST).collect();
    assert!(by_get.is_empty(), "{by_get:?}");
}

both_engines! {
    async fn every_endpoint_lets_in_whom_it_declares_and_nobody_else(t: Deployment) {
        let app = TestApp::start(t).await;
        let ctx = app.deployment.ctx("paris", Role::Owner).await;
        let form = NewLoan { borrower_name: "Ruth".into(), amount: "300".into(), starts_on: "2026-02-01".into(), instalments: "3".into(), ..NewLoan::default() };
        let loan = loans::create(&ctx, form).await.unwrap().to_string();
        let (provisioning, run) = (provisioning_id(&app).await, run_id(&app).await);
        app.deployment.register("eu-1", "eu", 4).await;
        let mut cast = Cast { app: &app, browsers: BTreeMap::new() };
        let mut wrong = Vec::new();
        let long = "x".repeat(501);
        for endpoint in app::endpoints::ALL {
            // What exists is named, so that a function doesn't answer 404 by itself.
            let fields: &[(&str, &str)] = match endpoint.path {
                "/api/console/progress" => &[("id", provisioning.as_str())],
                "/api/console/upgrades/watch" | "/api/console/upgrades/resume" => &[("id", run.as_str())],
                path if path.starts_with("/api/console/servers/") => &[("name", "eu-1")],
                // Not to close the organisation: who is let in is told that the message is too long.
                "/api/console/sections/maintenance" => &[("slug", "paris"), ("message", long.as_str())],
                path if path.starts_with("/api/console/") => &[("slug", "paris")],
                _ => &[("id", loan.as_str())],
            };
            for plane in PLANES {
                for caller in CALLERS {
                    let answer = cast.call(caller, host_of(plane), endpoint, fields).await;
                    let (promised, observed) = (promised(endpoint, plane, caller), observed(&answer));
                    if promised != observed {
                        wrong.push(format!("{} on {plane:?} by {caller:?}: {promised:?} is promised, {} came", endpoint.path, answer.status));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    async fn no_function_answers_get(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut owner = app.tenant("paris").await.signed_in_as(Role::Owner).await;
        let mut operator = app.operator().await;
        let mut visitor = app.visitor(APEX);
        for endpoint in functions_declared() {
            for browser in [&mut owner, &mut operator, &mut visitor] {
                for answer in [browser.get(endpoint.path).await, browser.read(endpoint.path).await] {
                    assert!(matches!(answer.status, 303 | 401 | 404 | 405), "{} on {}: {}", endpoint.path, browser.host, answer.status);
                }
            }
        }
        assert_eq!(owner.get("/members").await.status, 200, "and nobody was signed out by it");
    }

    async fn a_path_that_nobody_declared_is_not_found(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut owner = app.tenant("paris").await.signed_in_as(Role::Owner).await;
        for path in ["/api/loans/erase", "/api/", "/api/loans/list/", "/api/loans//list", "/api/%6coans/list", "/api/LOANS/list"] {
            assert_eq!(owner.call(path, &[]).await.status, 404, "{path}");
        }
    }

    async fn an_endpoint_of_a_module_that_is_off_is_not_found(t: Deployment) {
        let tenant = t.tenant_with("martin", &[]).await;
        assert!(!tenant.has(Module::Loans));
        let app = TestApp::start(t).await;
        let mut owner = app.tenant("martin").await.signed_in_as(Role::Owner).await;
        for endpoint in app::endpoints::ALL {
            if let Access::Needs(permission) = endpoint.access && permission.module().is_some() {
                assert_eq!(owner.call(endpoint.path, &[]).await.status, 404, "{}", endpoint.path);
            }
        }
        assert_eq!(owner.get("/loans").await.status, 404);
        assert_eq!(owner.get("/").await.status, 200, "the rest of the organisation is there");
    }

    async fn a_body_of_another_kind_is_invalid(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut owner = app.tenant("paris").await.signed_in_as(Role::Owner).await;
        for endpoint in app::endpoints::ALL.iter().filter(|endpoint| endpoint.planes.contains(&Plane::Tenant)) {
            for (kind, body) in [("text/plain", "x"), ("application/json", "{"), ("multipart/form-data", "x"), (FORM, "%ff=%00&&&=")] {
                let headers = [("accept", "application/json"), ("content-type", kind)];
                let answer = owner.clone().request("POST", endpoint.path, &headers, body.as_bytes()).await;
                assert!(answer.status < 500 && answer.status > 0, "{} with {kind}: {answer:?}", endpoint.path);
                if answer.status == 200 && endpoint.path == app::endpoints::SIGN_OUT.path {
                    owner = app.tenant("paris").await.signed_in_as(Role::Owner).await;
                }
            }
        }
    }
}

/// A provisioning that an operator may ask about.
async fn provisioning_id(app: &TestApp) -> String {
    let new = tenantry::tenants::NewTenant {
        name: "Nice".into(),
        slug: "nice".into(),
        admin_name: "Ann".into(),
        admin_email: "ann@nice.example".into(),
        locale: tenantry::locale::Locale::En,
        modules: Vec::new(),
    };
    tenantry::provisioning::start(app.deployment.platform.clone(), new).await.unwrap().to_string()
}

/// A run that an operator may watch.
async fn run_id(app: &TestApp) -> String {
    upgrades::migrate_to_next(&app.deployment).await.to_string()
}
