//! The settings themselves. A variable's name is `TENANTRY_` and the key in capitals; a section's main setting goes by
//! the section's name, and a key that says too little alone takes its section along.

use super::{
    Addresses, Collector, CollectorHeaders, DefaultPlacement, OfferedLanguages, PlacementRules, PublicUrl, Share,
    SupportPolicy, SupportWrite, TrustedProxies, currency,
    formats::{location, optional_address, smtp},
    setting::{Setting, sections},
};
use crate::{
    backups::Schedule,
    db::Location,
    locale::{Languages, Locale},
    mail::SmtpServer,
    money::Currency,
    servers::{KeyFile, Placement},
    zones::ZoneName,
};
use jiff::SignedDuration;
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};

sections! {
    /// How the server is reached, and how much it takes of a request.
    Server "server" {
        /// The address and port that the server listens on.
        listen: SocketAddr = SocketAddr::from(([127, 0, 0, 1], 3000)), "TENANTRY_LISTEN";
        /// The address and port at which Prometheus reads the server's figures, such as `127.0.0.1:9464`. Whoever reaches it
        /// reads them. Empty: nowhere.
        #[serde(with = "optional_address")]
        metrics_listen: Option<SocketAddr> = None, "TENANTRY_METRICS_LISTEN";
        /// The address and port at which a proxy asks whether it may order a certificate, such as `127.0.0.1:3001`: at
        /// `/internal/tls/ask?domain=`. Only the proxy should reach it. Empty: nowhere.
        #[serde(with = "optional_address")]
        internal_listen: Option<SocketAddr> = None, "TENANTRY_INTERNAL_LISTEN";
        /// The address and port for HTTPS without a proxy, such as `0.0.0.0:443`. Certificates are then ordered as the section
        /// `tls` says. Empty: a proxy sees to HTTPS.
        #[serde(with = "optional_address")]
        tls_listen: Option<SocketAddr> = None, "TENANTRY_TLS_LISTEN";
        /// The address and port for plain HTTP beside `tls_listen`, such as `0.0.0.0:80`. It answers the authority that issues
        /// certificates, which comes to port 80, and leads everybody else to https.
        #[serde(with = "optional_address")]
        http_redirect_listen: Option<SocketAddr> = None, "TENANTRY_HTTP_REDIRECT_LISTEN";
        /// The address of the public site as visitors see it, without a path. Organisations are subdomains of its host,
        /// operators sign in at `console.` of it. With https, cookies are sent over https alone.
        public_url: PublicUrl = PublicUrl::localhost(), "TENANTRY_PUBLIC_URL";
        /// The directory with the site's files (WebAssembly, scripts, styles, fonts).
        site_root: PathBuf = PathBuf::from("target/site"), "TENANTRY_SITE_ROOT";
        /// The proxies whose forwarded headers are believed, as addresses or networks, such as `10.0.0.0/8`. In the
        /// environment they are separated by commas.
        trusted_proxies: TrustedProxies = TrustedProxies::default(), "TENANTRY_TRUSTED_PROXIES";
        /// Seconds after which a request is given up, its streamed body included.
        request_timeout_seconds: u64 = 30, "TENANTRY_REQUEST_TIMEOUT_SECONDS", 1..=3600;
        /// The most connections of visitors at once. Who comes then waits, and connections that do nothing are closed for them.
        /// Fewer where the process may not have that many descriptors.
        max_connections: u32 = 4096, "TENANTRY_MAX_CONNECTIONS", 1..=1_000_000;
        /// The most bytes of a request's body.
        max_body_bytes: usize = 1_048_576, "TENANTRY_MAX_BODY_BYTES", 1024..=1_073_741_824;
        /// The most bytes of an uploaded file, such as a logo. Pictures are taken up to 2097152, even if this is more. The file
        /// of a brand may have six times as many.
        max_upload_bytes: usize = 2_097_152, "TENANTRY_MAX_UPLOAD_BYTES", 1024..=1_073_741_824;
        /// Whether pages are compressed. Turn it off when a proxy does that.
        compress: bool = true, "TENANTRY_COMPRESS";
    }

    /// Certificates that this program orders by itself. They count with `server.tls_listen` alone.
    TlsSettings "tls" {
        /// The directory of the authority that issues certificates by ACME. To set it accepts the authority's terms.
        acme_directory: String = "https://acme-v02.api.letsencrypt.org/directory".into(), "TENANTRY_ACME_DIRECTORY";
        /// The mail address at which the authority warns of certificates that run out. Empty: it has none.
        acme_contact: String = String::new(), "TENANTRY_ACME_CONTACT";
        /// A file with the certificate, in PEM, that the authority's own HTTPS is trusted by, for an authority of one's own.
        /// Without a value the system's are.
        acme_ca_file: PathBuf = PathBuf::new(), "TENANTRY_ACME_CA_FILE";
        /// Days before its end in which a certificate is renewed, but never in the first half of its lifetime; 0 is a third of
        /// the lifetime.
        renew_before_days: u32 = 0, "TENANTRY_TLS_RENEW_BEFORE_DAYS", 0..=365;
        /// The most orders within three hours, renewals included. Let’s Encrypt allows 300.
        orders_per_3_hours: u32 = 250, "TENANTRY_ACME_ORDERS_PER_3_HOURS", 0..=1_000_000;
        /// The most new hosts below the public address's own host within a week, renewals not counted. Let’s Encrypt allows 50
        /// for one registered domain.
        subdomains_per_week: u32 = 45, "TENANTRY_ACME_SUBDOMAINS_PER_WEEK", 0..=1_000_000;
        /// The most orders for one organisation's hosts within a week, renewals not counted.
        orders_per_organisation_per_week: u32 = 20, "TENANTRY_ACME_ORDERS_PER_ORGANISATION_PER_WEEK", 0..=1_000_000;
        /// The most orders for one host that may fail within an hour. Let’s Encrypt allows 5.
        failures_per_host_per_hour: u32 = 4, "TENANTRY_ACME_FAILURES_PER_HOST_PER_HOUR", 0..=1000;
        /// The most certificates for one host within a week, renewals included. Let’s Encrypt allows 5 for the same names
        /// (letsencrypt.org/docs/rate-limits).
        certificates_per_host_per_week: u32 = 4, "TENANTRY_ACME_CERTIFICATES_PER_HOST_PER_WEEK", 0..=1000;
        /// The most new hosts of organisations' own within a week that belong to one registered domain, such as `gmah-paris.fr`,
        /// whichever organisations they are of. Let’s Encrypt allows 50 (letsencrypt.org/docs/rate-limits).
        hosts_per_registered_domain_per_week: u32 = 45, "TENANTRY_ACME_HOSTS_PER_REGISTERED_DOMAIN_PER_WEEK", 0..=1_000_000;
    }

    /// How mails go out.
    Mail "mail" {
        /// The mail server: `smtps://user:password@mail.example.org`, or `smtp://user:password@mail.example.org:587`, which is
        /// used only when it offers encryption. Without one no mail is sent: links are shown to who makes them, and on
        /// `localhost` mails are kept and shown at `/dev/mail`.
        #[serde(with = "smtp")]
        smtp: SmtpServer = SmtpServer::default(), "TENANTRY_SMTP";
        /// The address that mails come from. Organisations have names of their own before it. Without a value it is
        /// `no-reply@` and the host of the public address.
        from: String = String::new(), "TENANTRY_MAIL_FROM";
    }

    /// Where the data lives.
    Database "database" {
        /// `sqlite:<directory>` keeps the central database and one file for each organisation in that directory.
        /// `postgres://user:password@host/database` names the central database; each organisation gets a database of its
        /// own on the same server and a role of its own, so the user needs the rights to create databases and roles. Other
        /// places are a matter of the section `placement`.
        #[serde(with = "location")]
        location: Location = Location::Sqlite(PathBuf::from("data")), "TENANTRY_DATABASE";
        /// The directory for organisations whose placement is `sqlite` while the central database is on PostgreSQL. When
        /// that is on SQLite they are in its own directory.
        directory: PathBuf = PathBuf::from("data"), "TENANTRY_DATABASE_DIRECTORY";
        /// The file with the key that the addresses of registered servers are sealed with, and preview links are signed with.
        /// It is made for its owner alone when it is first needed; every node has the same. Keep a copy of it apart from the
        /// copies of the data. Without a value it is beside the directory of the files and has its name: `data.key`.
        key_file: PathBuf = PathBuf::new(), "TENANTRY_KEY_FILE";
    }

    /// Where a new organisation's data goes, unless an operator names a place.
    PlacementPolicy "placement" {
        /// The placement when no rule says another: `sqlite` (a file), `postgres-database` (a database on the deployment's
        /// own PostgreSQL server, or on a registered one when it has none), `postgres-schema` (a schema in a database that
        /// organisations share, on the same servers) or `postgres-server` (a database on a registered server). The registered
        /// server that is filled least is taken; `tenantry server` manages them. Without a value it is `sqlite` or
        /// `postgres-database`, as the central database is.
        default: DefaultPlacement = DefaultPlacement::default(), "TENANTRY_PLACEMENT";
        /// The placement for each of some plans, such as `{ large = "postgres-server" }`. It counts before the region's. In
        /// the environment: `large=postgres-server,small=postgres-schema`.
        by_plan: PlacementRules = PlacementRules::default(), "TENANTRY_PLACEMENT_BY_PLAN";
        /// The placement for each of some regions. Organisations of a region go to its registered servers alone; the rule
        /// `sqlite` says that the region is where this program runs.
        by_region: PlacementRules = PlacementRules::default(), "TENANTRY_PLACEMENT_BY_REGION";
    }

    /// Databases that are made ahead, migrated and empty, so that a new organisation doesn't wait for one. The server makes
    /// them when little else is to be done, for the places that the settings send new organisations to, and takes those of an
    /// older version away.
    StockSettings "stock" {
        /// How many files are held; 0 holds none.
        sqlite: u32 = 8, "TENANTRY_STOCK_SQLITE", 0..=1000;
        /// How many databases are held on the deployment's own PostgreSQL server, or on each registered one when it has none;
        /// 0 holds none. An empty database takes about 8 MB there.
        postgres_database: u32 = 8, "TENANTRY_STOCK_POSTGRES_DATABASE", 0..=1000;
        /// How many schemas are held on the same servers; 0 holds none.
        postgres_schema: u32 = 8, "TENANTRY_STOCK_POSTGRES_SCHEMA", 0..=1000;
        /// How many databases are held on each registered server; 0 holds none. A server that is drained holds none either.
        postgres_server: u32 = 8, "TENANTRY_STOCK_POSTGRES_SERVER", 0..=1000;
        /// How many are made at once.
        made_at_once: u32 = 2, "TENANTRY_STOCK_MADE_AT_ONCE", 1..=16;
    }

    /// How many databases and connections are open at once, over all organisations.
    PoolSettings "pool" {
        /// The most organisations whose databases are open at once; the least recently used one is closed for the next.
        max_open_tenants: u32 = 500, "TENANTRY_MAX_OPEN_TENANTS", 1..=100_000;
        /// Seconds without a request after which an organisation's database is closed.
        idle_close_seconds: u64 = 300, "TENANTRY_IDLE_CLOSE_SECONDS", 1..=86_400;
        /// Milliseconds that a request waits for a connection before it is answered with 503.
        acquire_timeout_ms: u64 = 2000, "TENANTRY_ACQUIRE_TIMEOUT_MS", 1..=60_000;
        /// Requests of one organisation that are worked on at once; the next ones wait for their turn, so that one
        /// organisation's rush leaves the others their share.
        requests_per_tenant: u32 = 8, "TENANTRY_REQUESTS_PER_TENANT", 1..=10_000;
        /// Requests of one organisation that may wait for their turn; more are answered with 503 at once.
        queue_per_tenant: u32 = 64, "TENANTRY_QUEUE_PER_TENANT", 0..=100_000;
        /// Connections that read one organisation's SQLite file; one more writes.
        sqlite_readers: u32 = 2, "TENANTRY_SQLITE_READERS", 1..=16;
        /// The most connections to one organisation's PostgreSQL database.
        postgres_connections_per_tenant: u32 = 2, "TENANTRY_POSTGRES_CONNECTIONS_PER_TENANT", 1..=100;
        /// The most connections to a PostgreSQL server over all organisations' databases, the central one's not counted.
        /// Organisations that are open without a connection don't count either.
        postgres_connections: u32 = 60, "TENANTRY_POSTGRES_CONNECTIONS", 1..=10_000;
        /// The most connections to the central database; on SQLite those that read.
        central_connections: u32 = 8, "TENANTRY_CENTRAL_CONNECTIONS", 1..=1000;
    }

    /// Whether strangers can create organisations.
    SignUp "sign_up" {
        /// Whether anybody can create an organisation at the public site. Operators always can, in the console and on the
        /// command line.
        open: bool = true, "TENANTRY_SIGN_UP";
        /// The most organisations that one network may create within an hour; of IPv4 a /24, of IPv6 a /64.
        per_network: u32 = 10, "TENANTRY_SIGN_UP_PER_NETWORK", 1..=1_000_000;
    }

    /// The languages of the pages and mails.
    LanguageSettings "languages" {
        /// The languages that are offered, of `en` and `fr`; in the environment they are separated by commas. What isn't offered is
        /// in no list of languages; who had chosen it, a person or an organisation, is shown the default.
        offered: OfferedLanguages = OfferedLanguages::all(), "TENANTRY_LANGUAGES";
        /// The language of visitors whose browser says nothing, and of new organisations for which nobody chooses another. It is one
        /// of those that are offered.
        default: Locale = Locale::En, "TENANTRY_LANGUAGES_DEFAULT";
    }

    /// What new organisations begin with, unless somebody chooses another. Each changes its own in its settings.
    NewOrganisations "new_organisations" {
        /// The time zone, by its name in the IANA time zone database. It decides when a day begins.
        time_zone: ZoneName = ZoneName::default(), "TENANTRY_NEW_ORGANISATIONS_TIME_ZONE";
        /// The currency of amounts, of `EUR`, `USD`, `GBP`, `CHF`, `CAD` and `ILS`. An organisation can't change it any more once a
        /// loan is recorded.
        #[serde(with = "currency")]
        currency: Currency = Currency::Eur, "TENANTRY_NEW_ORGANISATIONS_CURRENCY";
    }

    /// What organisations may have.
    Plans "plans" {
        /// The plan of new organisations when nobody names another, by its key. Operators write plans in the console.
        default: String = "standard".into(), "TENANTRY_PLANS_DEFAULT";
        /// Days between the moment in which an organisation has more than its plan allows and the one from which on nothing can
        /// be added to it, and modules that the plan doesn't have are closed. Taking along and deleting always work.
        grace_days: u32 = 14, "TENANTRY_PLANS_GRACE_DAYS", 0..=365;
    }

    /// What becomes of organisations that are deleted.
    Deletions "deletion" {
        /// Days between the deletion of an organisation and the removal of its data. Until then it can be restored.
        grace_days: u32 = 30, "TENANTRY_DELETION_GRACE_DAYS", 1..=3650;
        /// The directory in which an organisation's data is kept as a file before it is removed. Without one it is `exports`
        /// in the directory of the databases, or, with a server, in the directory `data`.
        exports: PathBuf = PathBuf::new(), "TENANTRY_EXPORTS";
    }

    /// Moving organisations to another place.
    Moves "moves" {
        /// Days for which the old copy of an organisation's data is kept after a move.
        keep_days: u32 = 7, "TENANTRY_MOVES_KEEP_DAYS", 0..=3650;
    }

    /// Copies of organisations' data, each a file that can be brought back to any placement. Several servers of one deployment
    /// have to share the directory.
    BackupSettings "backups" {
        /// Hours between two backups of an organisation; 0 makes none but those that somebody asks for.
        every_hours: u32 = 24, "TENANTRY_BACKUPS_EVERY_HOURS", 0..=8760;
        /// Days for which all of them are kept. The newest is always kept.
        keep_days: u32 = 7, "TENANTRY_BACKUPS_KEEP_DAYS", 0..=3650;
        /// Weeks for which the last one of each is kept.
        keep_weeks: u32 = 4, "TENANTRY_BACKUPS_KEEP_WEEKS", 0..=520;
        /// Months for which the last one of each is kept.
        keep_months: u32 = 6, "TENANTRY_BACKUPS_KEEP_MONTHS", 0..=120;
        /// The directory of backups, best on another disk. Without one it is `backups` in the directory of the databases.
        directory: PathBuf = PathBuf::new(), "TENANTRY_BACKUPS_DIRECTORY";
    }

    /// Hosts that organisations bring along, such as `loans.example.org`. A reverse proxy must send them here with a certificate.
    DomainSettings "domains" {
        /// The name that they point at by a CNAME record. Without a value it is the host of the public address.
        cname_target: String = String::new(), "TENANTRY_DOMAINS_CNAME_TARGET";
        /// The addresses that they may point at by A and AAAA records, as the top of a zone has to. In the environment they are
        /// separated by commas. Without any, those count that the name above has in the DNS.
        addresses: Addresses = Addresses::default(), "TENANTRY_DOMAINS_ADDRESSES";
        /// Who makes the certificates, as CAA records name it.
        certificate_authority: String = "letsencrypt.org".into(), "TENANTRY_DOMAINS_CERTIFICATE_AUTHORITY";
        /// The most hosts of one organisation, those that it has yet to verify included.
        per_organisation: u32 = 5, "TENANTRY_DOMAINS_PER_ORGANISATION", 0..=1000;
        /// How often one organisation may have its hosts looked up within a minute.
        checks_per_minute: u32 = 30, "TENANTRY_DOMAINS_CHECKS_PER_MINUTE", 1..=10_000;
        /// Days for which a verified host is served whose records are gone.
        grace_days: u32 = 7, "TENANTRY_DOMAINS_GRACE_DAYS", 0..=365;
        /// Whether names are allowed that the public DNS doesn't have, such as those under `.test`. For developers and closed
        /// networks.
        allow_reserved: bool = false, "TENANTRY_DOMAINS_ALLOW_RESERVED";
    }

    /// How the DNS is asked.
    DnsSettings "dns" {
        /// The address and port of the resolver, such as `192.0.2.53:53`. Without a value it is the system's.
        #[serde(with = "optional_address")]
        server: Option<SocketAddr> = None, "TENANTRY_DNS_SERVER";
        /// Milliseconds that an answer may take.
        timeout_ms: u64 = 2500, "TENANTRY_DNS_TIMEOUT_MS", 100..=10_000;
    }

    /// How long somebody stays signed in.
    Sessions "sessions" {
        /// Minutes without a request after which a session ends.
        idle_minutes: u32 = 60, "TENANTRY_SESSION_IDLE_MINUTES", 1..=43_200;
        /// Hours after which a session ends in any case.
        absolute_hours: u32 = 24, "TENANTRY_SESSION_ABSOLUTE_HOURS", 1..=8760;
    }

    /// Operators who work inside an organisation to help it.
    SupportSettings "support" {
        /// What lets an operator in: `consent` (an owner of the organisation allows it each time) or `notice` (asking is enough;
        /// the owners get a mail, see it on their pages, and can end it).
        policy: SupportPolicy = SupportPolicy::Consent, "TENANTRY_SUPPORT_POLICY";
        /// The most minutes for which somebody is let in.
        longest_minutes: u32 = 240, "TENANTRY_SUPPORT_LONGEST_MINUTES", 15..=10_080;
        /// Whether support may change anything inside: `never`, or `consent` (an owner allows it each time, whatever the policy is).
        write: SupportWrite = SupportWrite::Consent, "TENANTRY_SUPPORT_WRITE";
    }

    /// What organisations do, counted for the console's charts and for Prometheus.
    MetricsSettings "metrics" {
        /// Whether requests, their times, errors, sign-ins and people are counted by organisation.
        on: bool = true, "TENANTRY_METRICS";
        /// Seconds between two writings of what was counted. What a server that is killed has counted since the last is lost.
        flush_seconds: u64 = 5, "TENANTRY_METRICS_FLUSH_SECONDS", 1..=3600;
        /// Hours for which it is kept by minutes.
        keep_minutes_hours: u32 = 6, "TENANTRY_METRICS_KEEP_MINUTES_HOURS", 1..=168;
        /// Days for which it is kept by hours; the console's charts show the last one.
        keep_hours_days: u32 = 14, "TENANTRY_METRICS_KEEP_HOURS_DAYS", 2..=366;
        /// Days for which it is kept by days; the console's charts show the last twelve months.
        keep_days_days: u32 = 400, "TENANTRY_METRICS_KEEP_DAYS_DAYS", 31..=3660;
        /// How many organisations Prometheus is told of by name, those with the most requests lately. All others are `other`.
        named_organisations: u32 = 20, "TENANTRY_METRICS_NAMED_ORGANISATIONS", 0..=1000;
    }

    /// Where the time of a request goes, told to a collector of OpenTelemetry's kind.
    TracesSettings "traces" {
        /// The address of the collector, which takes OTLP over HTTP, such as `http://127.0.0.1:4318`; the path is `/v1/traces`
        /// unless the address ends with it. Empty: nothing is traced.
        endpoint: Collector = Collector::default(), "TENANTRY_TRACES";
        /// The share of requests and jobs that are traced, from 0 to 1. A trusted proxy that sends `traceparent` decides itself.
        sample: Share = Share::ALL, "TENANTRY_TRACES_SAMPLE";
        /// What the collector calls this program.
        service_name: String = "tenantry".into(), "TENANTRY_TRACES_SERVICE_NAME";
        /// Headers that the collector wants, such as `x-api-key=secret`, with commas between several. They are never shown.
        headers: CollectorHeaders = CollectorHeaders::default(), "TENANTRY_TRACES_HEADERS";
    }

    /// What is written to the log, which goes to the standard error.
    Log "log" {
        /// What is logged: a level (`error`, `warn`, `info`, `debug`, `trace`), or levels for parts of the program, such as
        /// `info,tenantry::fleet=debug`.
        filter: String = "info".into(), "TENANTRY_LOG";
        /// Whether each line of the log is a JSON object.
        json: bool = false, "TENANTRY_LOG_JSON";
        /// Milliseconds from which on a statement in a database is logged, by the place in the program that means it.
        slow_statement_ms: u64 = 250, "TENANTRY_SLOW_STATEMENT_MS", 1..=3_600_000;
    }
}

impl Server {
    pub fn request_timeout(&self) -> Duration {
        Duration::from_secs(self.request_timeout_seconds)
    }
}

impl LanguageSettings {
    pub fn is_default_offered(&self) -> bool {
        self.offered.contains(self.default)
    }

    pub fn languages(&self) -> Languages {
        Languages { offered: self.offered.to_vec(), default: self.default }
    }
}

impl TlsSettings {
    /// How long before its end a certificate is renewed, when the settings say it.
    pub fn renew_before(&self) -> Option<SignedDuration> {
        (self.renew_before_days > 0).then(|| SignedDuration::from_hours(24 * i64::from(self.renew_before_days)))
    }
}

impl PlacementPolicy {
    /// All that new organisations may be sent to without being named; the default is the deployment's own unless it is set.
    pub fn placements(&self, own: Placement) -> impl Iterator<Item = Placement> {
        [self.default.or(own)].into_iter().chain(self.by_plan.placements()).chain(self.by_region.placements())
    }
}

impl Database {
    /// Where the files of organisations on SQLite are.
    pub fn files(&self) -> &Path {
        match &self.location {
            Location::Sqlite(directory) => directory,
            Location::Postgres(_) => &self.directory,
        }
    }

    pub fn key_file(&self) -> KeyFile {
        KeyFile::new(if self.key_file.as_os_str().is_empty() { beside(self.files()) } else { self.key_file.clone() })
    }
}

/// `data` gives `data.key`, so that whoever copies the directory doesn't copy the key.
fn beside(directory: &Path) -> PathBuf {
    let mut name = directory.file_name().map_or_else(|| "tenantry".into(), ToOwned::to_owned);
    name.push(".key");
    directory.with_file_name(name)
}

impl PoolSettings {
    pub fn idle_close(&self) -> Duration {
        Duration::from_secs(self.idle_close_seconds)
    }

    pub fn acquire_timeout(&self) -> Duration {
        Duration::from_millis(self.acquire_timeout_ms)
    }
}

impl StockSettings {
    /// The same without any stock.
    #[must_use]
    pub fn none(self) -> Self {
        Self { sqlite: 0, postgres_database: 0, postgres_schema: 0, postgres_server: 0, ..self }
    }
}

impl Mail {
    /// The address that mails come from.
    pub fn sender(&self, public_url: &PublicUrl) -> String {
        if self.from.trim().is_empty() {
            format!("no-reply@{}", public_url.host())
        } else {
            self.from.trim().to_owned()
        }
    }
}

impl Deletions {
    pub fn grace(&self) -> SignedDuration {
        SignedDuration::from_hours(24 * i64::from(self.grace_days))
    }
}

impl BackupSettings {
    pub fn schedule(&self) -> Schedule {
        let Self { every_hours, keep_days, keep_weeks, keep_months, .. } = *self;
        Schedule { every_hours, keep_days, keep_weeks, keep_months }
    }
}

impl DomainSettings {
    pub fn grace(&self) -> SignedDuration {
        SignedDuration::from_hours(24 * i64::from(self.grace_days))
    }
}

impl Sessions {
    pub fn idle(&self) -> SignedDuration {
        SignedDuration::from_mins(i64::from(self.idle_minutes))
    }

    pub fn absolute(&self) -> SignedDuration {
        SignedDuration::from_hours(i64::from(self.absolute_hours))
    }
}
