use crate::harness::{Deployment, run_with};
use axum::{Router, body::Body, extract::Extension, http::Request, response::Response, routing::post};
use http::header::{COOKIE, SET_COOKIE};
use tenantry::{
    access::Role,
    config::Config,
    context::TenantCtx,
    sessions::{self, Store},
    users::Principal,
};
use tower::ServiceExt;
use tower_sessions::{Session, SessionStore, session::Id};

fn with_tls(config: &mut Config) {
    config.server.public_url = "https://tenantry.test".parse().unwrap();
}

fn without_tls(config: &mut Config) {
    config.server.public_url = "http://localhost:3000".parse().unwrap();
}

/// A server that signs everybody in as one person, and out again.
fn server(t: &Deployment, ctx: &TenantCtx) -> Router {
    let (host, principal) =
        (ctx.tenant.main_host.clone(), Principal { user: ctx.actor.user, tenant: Some(ctx.tenant.id) });
    let sign_in = move |Extension(session): Extension<Session>| async move {
        sessions::start(&session, &principal, &host).await.unwrap();
    };
    let sign_out = |Extension(session): Extension<Session>| async move { sessions::end(&session).await.unwrap() };
    let look = |Extension(_): Extension<Session>| async {};
    Router::new()
        .route("/in", post(sign_in))
        .route("/out", post(sign_out))
        .route("/look", post(look))
        .layer(sessions::layer(&t.platform))
}

async fn answer(server: &Router, path: &str, cookie: Option<&str>) -> Response {
    let request = Request::post(path);
    let request = match cookie {
        Some(cookie) => request.header(COOKIE, cookie),
        None => request,
    };
    server.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
}

fn set_cookie(response: &Response) -> Option<String> {
    response.headers().get(SET_COOKIE).map(|value| value.to_str().unwrap().to_owned())
}

/// `name=value` of a `Set-Cookie`, as the browser sends it back.
fn pair(cookie: &str) -> &str {
    cookie.split(';').next().unwrap()
}

fn id(cookie: &str) -> Id {
    pair(cookie).split_once('=').unwrap().1.parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn with_tls_the_cookie_is_bound_to_the_host() {
    run_with(with_tls, async |t| {
        let ctx = t.ctx("paris", Role::Member).await;
        let cookie = set_cookie(&answer(&server(&t, &ctx), "/in", None).await).unwrap();
        assert!(cookie.starts_with("__Host-sid="), "{cookie}");
        for attribute in ["; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/"] {
            assert!(cookie.contains(attribute), "{attribute} in {cookie}");
        }
        for attribute in ["Domain", "Max-Age", "Expires"] {
            assert!(!cookie.contains(attribute), "{attribute} in {cookie}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_tls_it_has_a_plain_name() {
    run_with(without_tls, async |t| {
        let ctx = t.ctx("paris", Role::Member).await;
        let cookie = set_cookie(&answer(&server(&t, &ctx), "/in", None).await).unwrap();
        assert!(cookie.starts_with("sid="), "{cookie}");
        assert!(
            cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Lax") && !cookie.contains("Secure"),
            "{cookie}"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_rotates_the_cookie() {
    run_with(with_tls, async |t| {
        let ctx = t.ctx("paris", Role::Member).await;
        let server = server(&t, &ctx);
        let first = set_cookie(&answer(&server, "/in", None).await).unwrap();
        let second = set_cookie(&answer(&server, "/in", Some(pair(&first))).await).unwrap();
        assert_ne!(pair(&first), pair(&second));
        let store = Store::new(&t.platform);
        assert!(store.load(&id(&first)).await.unwrap().is_none());
        assert!(store.load(&id(&second)).await.unwrap().is_some());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_removes_the_cookie_as_securely_as_it_was_set() {
    run_with(with_tls, async |t| {
        let ctx = t.ctx("paris", Role::Member).await;
        let server = server(&t, &ctx);
        let cookie = set_cookie(&answer(&server, "/in", None).await).unwrap();
        let removal = set_cookie(&answer(&server, "/out", Some(pair(&cookie))).await).unwrap();
        assert!(removal.starts_with("__Host-sid=;") && removal.contains("Max-Age=0"), "{removal}");
        assert!(removal.contains("; Secure") && removal.contains("Path=/"), "{removal}");
        assert!(Store::new(&t.platform).load(&id(&cookie)).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_signs_nobody_in_sets_no_cookie() {
    run_with(with_tls, async |t| {
        let ctx = t.ctx("paris", Role::Member).await;
        let server = server(&t, &ctx);
        let cookie = set_cookie(&answer(&server, "/in", None).await).unwrap();
        for sent in [None, Some(pair(&cookie)), Some("__Host-sid=AAAAAAAAAAAAAAAAAAAAAA")] {
            assert_eq!(set_cookie(&answer(&server, "/look", sent).await), None, "{sent:?}");
        }
        let removal = set_cookie(&answer(&server, "/look", Some("__Host-sid=garbage")).await).unwrap();
        assert!(removal.contains("Max-Age=0"), "what is no secret at all is removed: {removal}");
    })
    .await;
}

/// The layer asks the database for nothing: a store that fails on every call goes unnoticed.
#[tokio::test]
async fn the_layer_loads_no_row_by_itself() {
    #[derive(Clone, Debug)]
    struct Untouched;

    #[async_trait::async_trait]
    impl SessionStore for Untouched {
        async fn save(&self, _: &tower_sessions::session::Record) -> tower_sessions::session_store::Result<()> {
            panic!("saved")
        }
        async fn load(&self, _: &Id) -> tower_sessions::session_store::Result<Option<tower_sessions::session::Record>> {
            panic!("loaded")
        }
        async fn delete(&self, _: &Id) -> tower_sessions::session_store::Result<()> {
            panic!("deleted")
        }
    }

    let layer = tower_sessions::SessionManagerLayer::new(Untouched).with_name("sid");
    let seen = |Extension(session): Extension<Session>| async move { session.id().map_or("none", |_| "some") };
    let server = Router::new().route("/look", post(seen)).layer(layer);
    let response = answer(&server, "/look", Some("sid=AAAAAAAAAAAAAAAAAAAAAA")).await;
    assert_eq!(axum::body::to_bytes(response.into_body(), 10).await.unwrap(), "some");
}
