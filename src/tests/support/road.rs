//! A page that can't be written down isn't shown.

use super::asked;
use crate::{
    db::on_either,
    harness::{Deployment, both_engines},
};
use axum::{
    Extension, Router,
    body::Body,
    http::{Request, Response, header},
    routing::{get, post},
};
use std::sync::Arc;
use tenantry::{
    access::{Endpoint, Plane, Role},
    http::{Notice, NoticePages, Product, Visit},
    support,
};
use tower::ServiceExt;

const ENTER: Endpoint = Endpoint::anyone("/api/support/enter", &[Plane::Tenant]).for_oneself();

struct NoWords;

impl NoticePages for NoWords {
    fn render(&self, notice: &Notice) -> String {
        format!("{:?}", notice.situation)
    }
}

fn road(t: &Deployment) -> Router {
    let enter = |Extension(visit): Extension<Visit>, token: String| async move {
        visit.enter_as_support(&token).await.map_err(|error| error.to_string())
    };
    let routes = Router::new().route(ENTER.path, post(enter)).fallback(get(|| async { "the page" }));
    let product =
        Product { routes, endpoints: &[&ENTER], open_pages: &[], page_at: |_| None, notices: Arc::new(NoWords) };
    tenantry::http::router(t.platform.clone(), product)
}

async fn get_page(road: &Router, host: &str, cookie: &str) -> (u16, String) {
    let request = Request::get("/loans").header(header::HOST, host).header(header::ACCEPT, "text/html");
    let answer =
        road.clone().oneshot(request.header(header::COOKIE, cookie).body(Body::empty()).unwrap()).await.unwrap();
    let status = answer.status().as_u16();
    let body = axum::body::to_bytes(answer.into_body(), 1 << 20).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

fn cookie_of(answer: &Response<Body>) -> String {
    let line = answer.headers()[header::SET_COOKIE].to_str().unwrap();
    line.split(';').next().unwrap().to_owned()
}

both_engines! {
    async fn what_cannot_be_written_down_is_not_shown(t: Deployment) {
        let owner = t.ctx("paris", Role::Owner).await;
        let (ops, id) = asked(&t, "paris", false).await;
        support::allow(&owner, id, "15", "read").await.unwrap();
        let door = support::hand_off(&ops, id).await.unwrap();
        let (road, host) = (road(&t), owner.tenant.main_host.as_str());
        let token = door.split_once("token=").unwrap().1.to_owned();
        let request = Request::post(ENTER.path).header(header::HOST, host).header("sec-fetch-site", "same-origin");
        let entered = road.clone().oneshot(request.body(Body::from(token)).unwrap()).await.unwrap();
        assert_eq!(entered.status(), 200);
        let cookie = cookie_of(&entered);
        assert_eq!(get_page(&road, host, &cookie).await, (200, "the page".into()));
        assert_eq!(support::trail(&owner, Some(id), None).await.unwrap().visits.len(), 1);

        let mut tx = t.platform.central.begin().await.unwrap();
        on_either!(&mut tx, c => sqlx::query("update support_request set visits = 10000").execute(c).await.map(drop)).unwrap();
        tx.commit().await.unwrap();
        let (status, body) = get_page(&road, host, &cookie).await;
        assert_eq!((status, body.contains("the page")), (503, false), "{body}");
        assert_eq!(support::trail(&owner, Some(id), None).await.unwrap().visits.len(), 1);

        support::end(&owner, id).await.unwrap();
        assert_eq!(get_page(&road, host, &cookie).await.0, 303, "to the door");
    }
}
