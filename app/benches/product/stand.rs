//! Both servers over one deployment, each on a port of its own, and the requests that they are asked.

use crate::{
    Outcome,
    deployment::{Deployment, House},
    hand_written::{self, HandWritten},
    load::Load,
    settings::Settings,
    template::Template,
};
use axum::{Router, serve::ListenerExt};
use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
};
use tenantry::{
    cli::bench::{Answer, Connection},
    loans::{self, LoanQuery},
    platform::Platform,
};
use tokio::net::TcpListener;

pub(crate) struct Stand {
    product: SocketAddr,
    hand_written: SocketAddr,
    houses: Vec<House>,
}

/// A page, asked of one organisation and of all in turn.
pub(crate) struct Page {
    pub(crate) name: &'static str,
    pub(crate) loads: [Loads; 2],
}

pub(crate) struct Loads {
    pub(crate) tenants: usize,
    pub(crate) product: Load,
    pub(crate) hand_written: Load,
}

impl Stand {
    /// Starts both, and makes sure that they answer alike.
    pub(crate) async fn set_up(deployment: &Deployment, settings: &Settings) -> Outcome<Self> {
        let platform = &deployment.platform;
        let product = serve_product(platform, settings).await?;
        let sample = &deployment.houses[0];
        let loans = Template::cut(&ask(product, "/loans", sample, "").await?.text()?, platform, sample).await?;
        let sign_in = Template::cut(&ask(product, "/sign-in", sample, "").await?.text()?, platform, sample).await?;
        let hand_written =
            serve_plainly(hand_written::router(HandWritten::new(platform.clone(), loans, sign_in))).await?;
        let stand = Self { product, hand_written, houses: deployment.houses.clone() };
        for house in [&deployment.houses[0], &deployment.houses[deployment.houses.len() - 1]] {
            stand.compare_answers(deployment, house).await?;
        }
        Ok(stand)
    }

    pub(crate) fn pages(&self) -> [Page; 2] {
        [self.page("loans list", "/loans"), self.page("sign-in page", "/sign-in")]
    }

    /// What the product answers to somebody who is signed in; `headers` are whole lines.
    pub(crate) async fn ask_product(&self, path: &str, headers: &str) -> Outcome<Answer> {
        ask(self.product, path, &self.houses[0], headers).await
    }

    /// A page of one organisation, as a browser names it.
    pub(crate) fn address_of(&self, path: &str) -> String {
        format!("http://{}:{}{path}", self.houses[0].tenant.main_host, self.product.port())
    }

    /// The secret of somebody's session there.
    pub(crate) fn session(&self) -> &str {
        &self.houses[0].session
    }

    fn page(&self, name: &'static str, path: &str) -> Page {
        let requests: Vec<Vec<u8>> = self.houses.iter().map(|house| request(path, house, "")).collect();
        let one = Arc::new(vec![requests[0].clone()]);
        Page { name, loads: [self.loads(&one), self.loads(&Arc::new(requests))] }
    }

    fn loads(&self, requests: &Arc<Vec<Vec<u8>>>) -> Loads {
        let load = |address| Load { address, requests: requests.clone() };
        Loads { tenants: requests.len(), product: load(self.product), hand_written: load(self.hand_written) }
    }

    /// The hand-written page must be the product's page: every loan in it, the length the same within a tenth.
    async fn compare_answers(&self, deployment: &Deployment, house: &House) -> Outcome<()> {
        let ctx = deployment.platform.enter(&house.tenant, house.actor.clone()).await?;
        let loans = loans::list(&ctx, &LoanQuery::default()).await?.rows;
        let links: Vec<String> =
            loans.iter().map(|loan| format!("<a href=\"/loans/{}\">{}<", loan.id, loan.borrower)).collect();
        for (path, sought) in [("/loans", links), ("/sign-in", vec![house.tenant.name.clone()])] {
            let product = ask(self.product, path, house, "").await?.text()?;
            let other = ask(self.hand_written, path, house, "").await?.text()?;
            let far = product.len().abs_diff(other.len()) * 10 > product.len();
            let missing = sought.iter().find(|text| !product.contains(*text) || !other.contains(*text));
            if far || missing.is_some() {
                let lengths = format!("{} bytes, hand-written {}", product.len(), other.len());
                return Err(format!("{path} differs: {lengths}, missing in one of them: {missing:?}").into());
            }
        }
        Ok(())
    }
}

/// By the program's own road, its bounds of connections included.
pub(crate) async fn serve_product(platform: &Arc<Platform>, settings: &Settings) -> Outcome<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    let platform = Arc::clone(platform);
    let router = tenantry::http::router(Arc::clone(&platform), app::server::product(&settings.site));
    tokio::spawn(async move { tenantry::http::serve_on(&platform, listener, router).await });
    Ok(address)
}

/// As somebody without the platform would, and without Nagle's delay as it is.
async fn serve_plainly(router: Router) -> Outcome<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    let listener = listener.tap_io(|stream| {
        stream.set_nodelay(true).expect("a socket that was just accepted takes its options");
    });
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    Ok(address)
}

async fn ask(address: SocketAddr, path: &str, house: &House, headers: &str) -> Outcome<Answer> {
    let answer = Connection::open(address).await?.get(&request(path, house, headers)).await?;
    if answer.status == 200 { Ok(answer) } else { Err(format!("{path} was answered with {}", answer.status).into()) }
}

/// The sign-in page is asked by somebody who isn't signed in.
pub(crate) fn request(path: &str, house: &House, headers: &str) -> Vec<u8> {
    let (host, session) = (&house.tenant.main_host, &house.session);
    let cookie = if path == "/sign-in" { String::new() } else { format!("Cookie: sid={session}\r\n") };
    format!("GET {path} HTTP/1.1\r\nHost: {host}:3000\r\nAccept: text/html\r\n{cookie}{headers}\r\n").into_bytes()
}
