//! The ways on which secrets travel.

use super::canaries::{
    BORROWER, Canaries, DSN_PASSWORD, FIRST_PASSWORD, GUEST, GUESTS_EMAIL, NEXT_PASSWORD, OWNER, OWNERS_EMAIL,
    SMTP_PASSWORD, WRONG_PASSWORD,
};
use crate::{
    app::{APEX, CONSOLE, TestApp, come_in},
    client::{Answer, Browser, FORM, encoded},
    cluster,
    harness::{Deployment, Engine},
    post_office::PostOffice,
    support,
};
use app::{endpoints, paths};
use std::sync::Arc;
use tenantry::{access::OperatorRole, mail, operators};

/// The secret of a link in what somebody reads.
fn token_in(text: &str, link: &str) -> String {
    let text = text.replace("=\r\n", "").replace("=3D", "=");
    let secret = text.rsplit(&format!("{link}?token=")).next().unwrap();
    secret
        .split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-' && letter != '_')
        .next()
        .unwrap()
        .into()
}

/// A deployment whose mail server wants a password, and somebody on their way through it.
pub(super) struct Journey {
    pub(super) app: TestApp,
    office: PostOffice,
    pub(super) canaries: Canaries,
}

impl Journey {
    pub(super) async fn start(engine: Engine) -> Self {
        let office = PostOffice::open().await;
        let smtp = office.url().replace("smtp://", &format!("smtp://canari:{SMTP_PASSWORD}@"));
        let change = |config: &mut tenantry::config::Config| config.mail.smtp = smtp.parse().unwrap();
        let t = Deployment::start_with(engine, change).await;
        t.platform.mails.compose_with(Arc::new(app::mail::Words));
        Self { app: TestApp::start(t).await, office, canaries: Canaries::known() }
    }

    async fn mailed_token(&mut self, link: &str) -> String {
        mail::deliver_due(&self.app.deployment.platform).await.unwrap();
        let token = token_in(self.office.delivered().last().unwrap(), link);
        self.canaries.add("a mailed link's secret", &token);
        token
    }

    pub(super) fn nord(&self) -> Browser {
        self.app.visitor("nord.tenantry.test")
    }

    pub(super) async fn sign_in(&mut self, mut door: Browser, email: &str, password: &str) -> Browser {
        let answer = door.call(endpoints::SIGN_IN.path, &[("email", email), ("password", password)]).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        self.canaries.add_session(&door);
        door
    }

    /// Signs up, joins by the mailed link, and mistakes the password in every way.
    pub(super) async fn found_nord(&mut self) -> Browser {
        let fields = [
            ("name", "Nord"),
            ("slug", "nord"),
            ("admin_name", OWNER),
            ("admin_email", OWNERS_EMAIL),
            ("modules[0]", "loans"),
        ];
        assert_eq!(self.app.visitor(APEX).submit("/sign-up", endpoints::SIGN_UP.path, &fields).await.status, 303);
        let token = self.mailed_token("/invitation").await;
        let (mut owner, page) = (self.nord(), format!("/invitation?token={token}"));
        assert_eq!(owner.get(&page).await.status, 200);
        assert_eq!(self.app.visitor(APEX).get(&page).await.status, 404, "nor on another host");
        let fields = [("token", token.as_str()), ("name", OWNER), ("password", FIRST_PASSWORD)];
        assert_eq!(owner.submit(&page, endpoints::INVITATION_ACCEPT.path, &fields).await.status, 303);
        self.canaries.add_session(&owner);
        let sign_in = endpoints::SIGN_IN.path;
        for (email, password) in [
            (OWNERS_EMAIL, WRONG_PASSWORD),
            (FIRST_PASSWORD, FIRST_PASSWORD),
            (GUESTS_EMAIL, WRONG_PASSWORD),
            ("", FIRST_PASSWORD),
        ] {
            let answer = self.nord().submit("/sign-in", sign_in, &[("email", email), ("password", password)]).await;
            assert!(matches!(answer.status, 401 | 422), "{answer:?}");
        }
        self.send_nonsense().await;
        owner
    }

    /// Bodies that nothing can read, addresses that hold what belongs into forms, headers that nobody asked for.
    async fn send_nonsense(&self) {
        let sign_in = endpoints::SIGN_IN.path;
        let json = format!("{{\"email\":\"{OWNERS_EMAIL}\",\"password\":\"{FIRST_PASSWORD}\"");
        for kind in
            [FORM, "application/json", "multipart/form-data; boundary=edge", "multipart/form-data", "text/plain"]
        {
            for accept in ["text/html", "application/json"] {
                let headers = [("accept", accept), ("content-type", kind)];
                let answer = self.nord().request("POST", sign_in, &headers, json.as_bytes()).await;
                assert!((300..500).contains(&answer.status), "{kind}: {answer:?}");
            }
        }
        let query = encoded(&[("email", OWNERS_EMAIL), ("password", FIRST_PASSWORD)]);
        for path in ["/sign-in", "/nowhere", sign_in, "/loans"] {
            self.nord().get(&format!("{path}?{query}")).await;
        }
        let authorization = format!("Bearer {WRONG_PASSWORD}");
        let headers = [("authorization", authorization.as_str()), ("x-api-key", WRONG_PASSWORD), ("referer", &query)];
        self.nord().request("GET", "/sign-in", &headers, b"").await;
        let head = format!("GET /sign-in HTTP/1.1\r\nhost: nord.tenantry.test\r\ncookie: {WRONG_PASSWORD}\r\n");
        self.app.raw(format!("{head}bad header: {query}\r\n\r\n")).await;
    }

    /// An invitation that is shown and mailed, a mail that is refused in the address's own words, a new password by a link.
    pub(super) async fn invite_and_reset(&mut self, owner: &mut Browser) {
        let fields = [("name", GUEST), ("email", GUESTS_EMAIL), ("role", "admin")];
        let invited = owner.submit(paths::MEMBERS, endpoints::MEMBERS_INVITE.path, &fields).await;
        assert_eq!(invited.leads_to(), Some(paths::INVITED), "{invited:?}");
        let shown = owner.get(paths::INVITED).await;
        self.canaries.add("a shown link's secret", &token_in(&shown.body, "/invitation"));
        self.office.refuse_with("550 5.1.1 <isaure@serin.example>: Isaure Serin is not here");
        mail::deliver_due(&self.app.deployment.platform).await.unwrap();
        for (email, refusal) in [(OWNERS_EMAIL, Some("451 zephirine@canari.example has no time")), (OWNERS_EMAIL, None)]
        {
            let asked =
                self.nord().submit(paths::FORGOT_PASSWORD, endpoints::PASSWORD_FORGOT.path, &[("email", email)]).await;
            assert_eq!(asked.status, 303, "{asked:?}");
            if let Some(refusal) = refusal {
                self.office.refuse_with(refusal);
                mail::deliver_due(&self.app.deployment.platform).await.unwrap();
            }
        }
        let token = self.mailed_token("/new-password").await;
        let page = format!("/new-password?token={token}");
        assert_eq!(self.app.visitor(CONSOLE).get(&page).await.status, 404, "nor on another host");
        assert_eq!(self.nord().get(&page).await.status, 200);
        let (reset, new) = (endpoints::PASSWORD_RESET.path, NEXT_PASSWORD);
        let other = [("token", token.as_str()), ("new", new), ("repeat", WRONG_PASSWORD)];
        assert_eq!(self.nord().submit(&page, reset, &other).await.status, 422);
        let same = [("token", token.as_str()), ("new", new), ("repeat", new)];
        assert_eq!(self.nord().submit(&page, reset, &same).await.status, 303);
        assert!(self.nord().submit(&page, reset, &same).await.status >= 400, "it was used");
    }

    /// Names in addresses and rows, a wrong password beside a right one, a preview link, a cookie on another host.
    pub(super) async fn work(&mut self, owner: &mut Browser) {
        let loan = [("borrower_name", BORROWER), ("amount", "300"), ("starts_on", "2026-02-01"), ("instalments", "3")];
        let made = owner.call(endpoints::LOANS_CREATE.path, &loan).await;
        assert!(made.status < 500, "{made:?}");
        for page in
            [paths::with_query("/loans", &[("q", BORROWER)]), paths::with_query("/search", &[("q", GUESTS_EMAIL)])]
        {
            assert_eq!(owner.get(&page).await.status, 200, "{page}");
        }
        let change = [("current", WRONG_PASSWORD), ("new", FIRST_PASSWORD), ("repeat", FIRST_PASSWORD)];
        assert_eq!(owner.submit(paths::PROFILE, endpoints::PROFILE_PASSWORD.path, &change).await.status, 422);
        let draft = [
            ("name", "Nord"),
            ("primary", "#7a1f5c"),
            ("accent", "#c8952b"),
            ("radius", "4"),
            ("heading_font", "source-serif"),
            ("intent", "draft"),
            ("density", "compact"),
        ];
        let saved = owner.submit_files(paths::SETTINGS_BRAND, endpoints::BRAND_SAVE.path, &draft, &[]).await;
        assert_eq!(saved.status, 303, "{saved:?}");
        owner.submit(paths::SETTINGS_BRAND, endpoints::BRAND_LINK.path, &[]).await;
        let token = token_in(&owner.get(paths::SETTINGS_BRAND_LINKED).await.body, "/preview");
        self.canaries.add("a preview link's secret", &token);
        for page in ["/preview", "/preview/pages", "/sign-in"] {
            assert_eq!(self.nord().get(&format!("{page}?token={token}")).await.status, 200, "{page}");
        }
        let stolen = owner.on(CONSOLE).get("/").await;
        assert!(matches!(stolen.status, 303 | 401), "{stolen:?}");
    }

    /// Operators: their links, servers with passwords, a test mail, support.
    pub(super) async fn operate(&mut self) {
        let link = self.app.operator_token().await;
        self.canaries.add("an operator's link's secret", &link);
        let mut operator = self.app.visitor(CONSOLE);
        let page = format!("/enter?token={link}");
        assert_eq!(operator.get(&page).await.status, 200);
        assert_eq!(come_in(&mut operator, &link).await.status, 200);
        self.canaries.add_session(&operator);
        assert!(come_in(&mut operator.clone(), &link).await.status >= 400, "it was used");
        let fields = [("name", GUEST), ("email", GUESTS_EMAIL), ("role", OperatorRole::Support.name())];
        assert_eq!(operator.submit("/operators/new", endpoints::OPERATORS_INVITE.path, &fields).await.status, 303);
        let shown = operator.get(paths::CONSOLE_OPERATOR_INVITED).await;
        self.canaries.add("a shown link's secret", &token_in(&shown.body, "/enter"));
        assert_eq!(operators::list(&self.app.deployment.platform).await.unwrap().len(), 2);

        self.add_servers(&mut operator).await;
        for refusal in ["550 ops@tenantry.example is not here", "250 Welcome"] {
            self.office.refuse_with(refusal);
            operator.submit("/settings", endpoints::MAILS_TRY.path, &[]).await;
        }
        let request = support::asked(&mut operator, "nord", false).await;
        let mut owner = self.sign_in(self.nord(), OWNERS_EMAIL, NEXT_PASSWORD).await;
        let fields = [("request", request.as_str()), ("minutes", "15"), ("access", "read")];
        assert_eq!(owner.submit("/settings/support", endpoints::SUPPORT_ALLOW.path, &fields).await.status, 303);
        mail::deliver_due(&self.app.deployment.platform).await.unwrap();
        let door = support::door(&mut operator, &request).await;
        self.canaries.add("a support link's secret", support::token_of(&door));
        let mut inside = self.nord();
        assert_eq!(inside.get(&door).await.status, 200);
        let entered = inside.submit(&door, endpoints::SUPPORT_ENTER.path, &[("token", support::token_of(&door))]).await;
        assert_eq!(entered.status, 303, "{entered:?}");
        self.canaries.add_session(&inside);
        assert_eq!(inside.get("/members").await.status, 200);
    }

    async fn add_servers(&mut self, operator: &mut Browser) {
        let address = cluster::address();
        let mark = if address.contains('?') { '&' } else { '?' };
        let right = format!("{address}{mark}application_name={DSN_PASSWORD}");
        let wrong = [
            format!("postgres://ann:{DSN_PASSWORD}@127.0.0.1:1/x"),
            format!("postgres://ann:{DSN_PASSWORD}@[/x"),
            format!("mysql://ann:{DSN_PASSWORD}@x"),
            DSN_PASSWORD.to_owned(),
        ];
        let add = async |operator: &mut Browser, address: &str| -> Answer {
            let fields = [("name", "eu-1"), ("region", "eu"), ("capacity", "4"), ("server_address", address)];
            operator.submit("/servers/new", endpoints::SERVERS_ADD.path, &fields).await
        };
        for address in wrong {
            assert_eq!(add(operator, &address).await.status, 422);
        }
        let added = add(operator, &right).await;
        assert_eq!(added.status, 303, "{added:?}");
        operator.submit("/servers/eu-1", endpoints::SERVERS_CHECK.path, &[("name", "eu-1")]).await;
        let key = std::fs::read_to_string(self.app.deployment.directory.join("tenantry.key")).unwrap();
        self.canaries.add("the deployment's key", key.trim());
    }
}
