//! The whole product behind a socket, and the people who use it.

use crate::{
    client::{Answer, Browser, raw},
    harness::{Deployment, PASSWORD},
};
use axum::Router;
use std::{net::SocketAddr, sync::Arc};
use tenantry::{
    access::{OperatorRole, Role},
    context::Author,
    operators,
    tenants::Tenant,
};
use tokio::net::TcpListener;

pub const APEX: &str = "tenantry.test";
pub const CONSOLE: &str = "console.tenantry.test";

pub struct TestApp {
    pub deployment: Deployment,
    pub address: SocketAddr,
}

impl TestApp {
    pub async fn start(deployment: Deployment) -> Self {
        Self::start_with(deployment, |routes| routes).await
    }

    /// The same with routes that only a test needs beside the product's.
    pub async fn start_with(deployment: Deployment, change: impl FnOnce(Router) -> Router) -> Self {
        let platform = deployment.platform.clone();
        let mut product = app::server::product(&platform.config.server.site_root);
        product.routes = change(product.routes);
        let router = tenantry::http::router(platform.clone(), product);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { tenantry::http::serve_on(&platform, listener, router).await });
        Self { deployment, address }
    }

    /// Somebody on a host who never came before.
    pub fn visitor(&self, host: &str) -> Browser {
        Browser::new(self.address, host)
    }

    pub async fn raw(&self, request: impl AsRef<[u8]>) -> Answer {
        raw(self.address, request.as_ref()).await
    }

    /// The organisation, made when it isn't there yet.
    pub async fn tenant(&self, slug: &str) -> House<'_> {
        House { app: self, tenant: self.deployment.tenant(slug).await }
    }

    /// An operator who came in by a link of their own.
    pub async fn operator(&self) -> Browser {
        self.operator_as(OperatorRole::Owner).await
    }

    /// The same with a role. There is one for each; the owner is the first, so that one always stays.
    pub async fn operator_as(&self, role: OperatorRole) -> Browser {
        let owner = self.operator_token().await;
        let token = if role == OperatorRole::Owner { owner } else { self.token_as(role).await };
        let mut browser = self.visitor(CONSOLE);
        let answer = come_in(&mut browser, &token).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        browser
    }

    /// Somebody who owns the deployment as well, so that the first one can be something else.
    pub async fn another_owner(&self) -> Browser {
        let (platform, owner) = (&self.deployment.platform, Some(OperatorRole::Owner));
        let operator = operators::create_as(platform, "second@tenantry.example", "Second", owner, &Author::CommandLine)
            .await
            .unwrap();
        let link = operators::new_link(platform, operator).await.unwrap();
        let mut browser = self.visitor(CONSOLE);
        let token = link.split_once("token=").unwrap().1;
        assert_eq!(come_in(&mut browser, token).await.status, 200);
        browser
    }

    async fn token_as(&self, role: OperatorRole) -> String {
        let (platform, email) = (&self.deployment.platform, format!("{role}@tenantry.example"));
        let operator =
            operators::create_as(platform, &email, "Helper", Some(role), &Author::CommandLine).await.unwrap();
        let link = operators::new_link(platform, operator).await.unwrap();
        link.split_once("token=").unwrap().1.to_owned()
    }

    /// The secret of an operator's link that nobody used yet.
    pub async fn operator_token(&self) -> String {
        let platform = &self.deployment.platform;
        let operator = operators::create(platform, "ops@tenantry.example", "Ops").await.unwrap();
        let link = operators::new_link(platform, operator).await.unwrap();
        link.split_once("token=").unwrap().1.to_owned()
    }
}

/// Uses an operator's link, with the password that the first time asks for.
pub async fn come_in(browser: &mut Browser, token: &str) -> Answer {
    let fields = [("token", token), ("new", PASSWORD), ("repeat", PASSWORD)];
    browser.call(app::endpoints::ENTER.path, &fields).await
}

/// One organisation of the app.
pub struct House<'a> {
    app: &'a TestApp,
    pub tenant: Arc<Tenant>,
}

impl House<'_> {
    pub fn host(&self) -> &str {
        &self.tenant.main_host
    }

    pub fn visitor(&self) -> Browser {
        self.app.visitor(self.host())
    }

    /// Somebody with the role, who signed in through the door.
    pub async fn signed_in_as(&self, role: Role) -> Browser {
        let actor = self.app.deployment.member(&self.tenant, role).await;
        let mut browser = self.visitor();
        let fields = [("email", actor.email.as_str()), ("password", PASSWORD)];
        let answer = browser.call(app::endpoints::SIGN_IN.path, &fields).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        assert!(browser.cookies.contains_key("sid"), "{answer:?}");
        browser
    }
}
