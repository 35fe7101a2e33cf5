//! Who calls: everybody that there is, each with a session of their own.

use crate::{
    app::{APEX, TestApp},
    client::{Answer, Browser},
};
use std::collections::BTreeMap;
use tenantry::access::{Endpoint, OperatorRole, Plane, Role, Verb};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Caller {
    Nobody,
    Member,
    Admin,
    Owner,
    OwningOperator,
    SupportingOperator,
    ReadingOperator,
}

pub(super) const CALLERS: [Caller; 7] = [
    Caller::Nobody,
    Caller::Member,
    Caller::Admin,
    Caller::Owner,
    Caller::OwningOperator,
    Caller::SupportingOperator,
    Caller::ReadingOperator,
];

impl Caller {
    pub(super) fn role(self) -> Option<Role> {
        match self {
            Self::Member => Some(Role::Member),
            Self::Admin => Some(Role::Admin),
            Self::Owner => Some(Role::Owner),
            _ => None,
        }
    }

    pub(super) fn operator_role(self) -> Option<OperatorRole> {
        match self {
            Self::OwningOperator => Some(OperatorRole::Owner),
            Self::SupportingOperator => Some(OperatorRole::Support),
            Self::ReadingOperator => Some(OperatorRole::ReadOnly),
            _ => None,
        }
    }

    /// Whether their session is of another host than this plane's.
    pub(super) fn is_stranger_on(self, plane: Plane) -> bool {
        match self {
            Self::Nobody => false,
            Self::Member | Self::Admin | Self::Owner => plane != Plane::Tenant,
            Self::OwningOperator | Self::SupportingOperator | Self::ReadingOperator => plane != Plane::Console,
        }
    }
}

/// Sessions of all callers, made anew when a request has ended one.
pub(super) struct Cast<'a> {
    app: &'a TestApp,
    browsers: BTreeMap<Caller, Browser>,
}

impl<'a> Cast<'a> {
    pub(super) fn of(app: &'a TestApp) -> Self {
        Self { app, browsers: BTreeMap::new() }
    }

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

    pub(super) async fn call(
        &mut self,
        caller: Caller,
        host: &str,
        endpoint: &Endpoint,
        fields: &[(&str, &str)],
    ) -> Answer {
        let browser = self.browser(caller).await.clone();
        let mut there = browser.on(host);
        let answer = match endpoint.path {
            path if path == app::endpoints::BRAND_PICTURE.path => upload(&mut there).await,
            path if endpoint.verb == Verb::Get => there.read(&app::paths::with_query(path, fields)).await,
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
