//! Support access through HTTP: an operator who asks, an owner who allows it, and what can be seen and done inside.

mod inside;
mod trail;
mod way_in;

use crate::{
    app::{House, TestApp},
    client::Browser,
};
use tenantry::access::Role;

pub const REASON: &str = "The loans of May don’t add up";

/// An operator asks to come in; gives the request's id.
pub async fn asked(operator: &mut Browser, slug: &str, write: bool) -> String {
    let mut fields = vec![("slug", slug), ("reason", REASON), ("minutes", "60")];
    if write {
        fields.push(("write", "true"));
    }
    let answer = operator.call(app::endpoints::CONSOLE_SUPPORT_ASK.path, &fields).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let desk = operator.call(app::endpoints::CONSOLE_SUPPORT.path, &[("slug", slug)]).await.json();
    let open = desk["what"]["open"].as_array().unwrap().clone();
    let own = open.iter().find(|request| request["is_own"] == true).expect("it is open");
    own["id"].as_str().unwrap().to_owned()
}

/// The path and query on the organisation's host by which the operator goes in.
pub async fn door(operator: &mut Browser, request: &str) -> String {
    let path = app::endpoints::CONSOLE_SUPPORT_HAND_OFF.path;
    let answer = operator.submit("/organisations/paris/support", path, &[("request", request)]).await;
    assert_eq!(answer.status, 303, "{answer:?}");
    let address = answer.leads_to().unwrap().to_owned();
    let (_, rest) = address.split_once("://").unwrap();
    rest[rest.find('/').unwrap()..].to_owned()
}

pub fn token_of(door: &str) -> &str {
    door.split_once("token=").unwrap().1
}

/// What stands around a support session of Paris.
pub struct Scene<'a> {
    pub paris: House<'a>,
    pub owner: Browser,
    pub operator: Browser,
    /// The operator's browser on the host of Paris.
    pub inside: Browser,
    pub request: String,
}

/// An operator whom the owner of Paris has let in for fifteen minutes.
pub async fn let_in(app: &TestApp, write: bool) -> Scene<'_> {
    let paris = app.tenant("paris").await;
    let mut owner = paris.signed_in_as(Role::Owner).await;
    let mut operator = app.operator().await;
    let request = asked(&mut operator, "paris", write).await;
    let access = if write { "write" } else { "read" };
    let fields = [("request", request.as_str()), ("minutes", "15"), ("access", access)];
    let allowed = owner.submit("/settings/support", app::endpoints::SUPPORT_ALLOW.path, &fields).await;
    assert_eq!(allowed.leads_to(), Some("/settings/support?saved=allowed"), "{allowed:?}");
    let door = door(&mut operator, &request).await;
    let mut inside = paris.visitor();
    assert_eq!(inside.get(&door).await.status, 200);
    let entered = inside.submit(&door, app::endpoints::SUPPORT_ENTER.path, &[("token", token_of(&door))]).await;
    assert_eq!((entered.status, entered.leads_to()), (303, Some("/")), "{entered:?}");
    Scene { paris, owner, operator, inside, request }
}
