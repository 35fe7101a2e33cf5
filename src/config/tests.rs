use super::{Config, ConfigError, Source, settings, sources, template};
use crate::db::Location;
use std::{collections::BTreeSet, path::PathBuf};

/// A settings file of its own for each test, removed at its end.
struct File(PathBuf);

impl File {
    fn new(name: &str, text: &str) -> Self {
        let path = std::env::temp_dir().join(format!("tenantry-config-{}-{name}.toml", std::process::id()));
        std::fs::write(&path, text).unwrap();
        Self(path)
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn read(file: Option<&File>, variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let environment = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    sources::read(file.map(|file| file.0.as_path()), &environment)
}

fn refusal(file: Option<&File>, variables: &[(&str, &str)]) -> String {
    read(file, variables).unwrap_err().to_string()
}

#[test]
fn without_sources_the_defaults_hold() {
    let config = read(None, &[]).unwrap();
    assert_eq!(config.server.listen.to_string(), "127.0.0.1:3000");
    assert_eq!(config.server.public_url.to_string(), "http://localhost:3000");
    assert_eq!(config.database.location, Location::Sqlite("data".into()));
    assert_eq!((config.pool.max_open_tenants, config.sessions.idle_minutes, config.sign_up.open), (500, 60, true));
    assert_eq!(config.source_of("server.listen"), Source::Default);
}

#[test]
fn the_environment_overrides_the_file_and_the_file_the_default() {
    let file =
        File::new("order", "[server]\nlisten = \"0.0.0.0:80\"\ncompress = false\n[pool]\nmax_open_tenants = 9\n");
    let config = read(Some(&file), &[("TENANTRY_LISTEN", "127.0.0.1:81"), ("TENANTRY_SIGN_UP", "false")]).unwrap();
    assert_eq!(config.server.listen.port(), 81);
    assert_eq!(config.pool.max_open_tenants, 9);
    assert!(!config.server.compress && !config.sign_up.open);
    assert_eq!(config.source_of("server.listen"), Source::Environment("TENANTRY_LISTEN".into()));
    assert_eq!(config.source_of("pool.max_open_tenants"), Source::File(file.0.clone()));
    assert_eq!(config.source_of("log.json"), Source::Default);
    assert_eq!(config.file(), Some(file.0.as_path()));
}

#[test]
fn a_variable_names_the_file() {
    let file = File::new("named", "[log]\njson = true\n");
    assert!(read(None, &[("TENANTRY_CONFIG", file.0.to_str().unwrap())]).unwrap().log.json);
    assert!(
        refusal(None, &[("TENANTRY_CONFIG", "/nowhere/tenantry.toml")])
            .starts_with("/nowhere/tenantry.toml: can't be read")
    );
}

#[test]
fn an_unknown_key_names_the_nearest_and_all_are_told_at_once() {
    let file = File::new("unknown", "[server]\nlissten = \"x\"\n[poool]\na = 1\n[log]\nfliter = \"info\"\n");
    let text = refusal(Some(&file), &[]);
    for line in
        ["server.lissten", "did you mean server.listen?", "poool", "did you mean pool?", "did you mean log.filter?"]
    {
        assert!(text.contains(line), "{line} in {text}");
    }
    assert_eq!(text.lines().count(), 3);
    assert!(text.contains(file.0.to_str().unwrap()));
}

#[test]
fn an_unknown_variable_names_the_nearest() {
    let nearest = |name| refusal(None, &[(name, "x")]);
    assert_eq!(nearest("TENANTRY_LISTN"), "TENANTRY_LISTN: no such setting; did you mean TENANTRY_LISTEN?");
    assert!(nearest("TENANTRY_DATABASE_LOCATION").ends_with("did you mean TENANTRY_DATABASE?"));
    assert!(nearest("TENANTRY_SIGN_UP_OPEN").ends_with("did you mean TENANTRY_SIGN_UP?"));
}

#[test]
fn variables_of_the_tests_and_scripts_are_left_alone() {
    assert!(read(None, &[("TENANTRY_TEST_POSTGRES", "x"), ("TENANTRY_CACHE", "x"), ("TENANTRY_LISTEN", "")]).is_ok());
}

#[test]
fn a_value_that_does_not_fit_is_told_with_key_source_and_reason() {
    for (name, value, expected) in [
        ("TENANTRY_LISTEN", "here", "server.listen (from TENANTRY_LISTEN): invalid socket address"),
        (
            "TENANTRY_MAX_OPEN_TENANTS",
            "many",
            "pool.max_open_tenants (from TENANTRY_MAX_OPEN_TENANTS): invalid type: found string \"many\"",
        ),
        (
            "TENANTRY_MAX_OPEN_TENANTS",
            "0",
            "pool.max_open_tenants (from TENANTRY_MAX_OPEN_TENANTS): 0 is not from 1 to 100000",
        ),
        ("TENANTRY_SIGN_UP", "perhaps", "sign_up.open (from TENANTRY_SIGN_UP): invalid type"),
        (
            "TENANTRY_PUBLIC_URL",
            "http://127.0.0.1",
            "server.public_url (from TENANTRY_PUBLIC_URL): “http://127.0.0.1” has no host name",
        ),
        (
            "TENANTRY_TRUSTED_PROXIES",
            "10.0.0.0/8, x",
            "server.trusted_proxies (from TENANTRY_TRUSTED_PROXIES): “x” is neither",
        ),
        (
            "TENANTRY_TLS_LISTEN",
            "0.0.0.0:443",
            "server.tls_listen (from TENANTRY_TLS_LISTEN): needs a server.public_url that begins with https://",
        ),
        (
            "TENANTRY_NEW_ORGANISATIONS_TIME_ZONE",
            "Mars/Base",
            "new_organisations.time_zone (from TENANTRY_NEW_ORGANISATIONS_TIME_ZONE): “Mars/Base” is no time zone of the IANA",
        ),
        (
            "TENANTRY_NEW_ORGANISATIONS_CURRENCY",
            "XXX",
            "new_organisations.currency (from TENANTRY_NEW_ORGANISATIONS_CURRENCY): “XXX” is none of the currencies: EUR, USD",
        ),
        ("TENANTRY_LOG", "tenantry=loud", "log.filter (from TENANTRY_LOG): “tenantry=loud” is no filter"),
        ("TENANTRY_TRACES", "grpc://x:4317", "traces.endpoint (from TENANTRY_TRACES): expected an address such as"),
        (
            "TENANTRY_TRACES",
            "http://key@x",
            "traces.endpoint (from TENANTRY_TRACES): a key belongs into traces.headers",
        ),
        ("TENANTRY_TRACES_SAMPLE", "2", "traces.sample (from TENANTRY_TRACES_SAMPLE): expected a share from 0 to 1"),
        ("TENANTRY_TRACES_HEADERS", "k3y", "traces.headers (from TENANTRY_TRACES_HEADERS): expected names and values"),
        ("TENANTRY_DATABASE", "mysql://x", "database.location (from TENANTRY_DATABASE): expected `sqlite:<directory>`"),
    ] {
        let text = refusal(None, &[(name, value)]);
        assert!(text.starts_with(expected), "{text}");
    }
}

#[test]
fn proxies_are_a_list_or_a_text_with_commas() {
    let file = File::new("proxies", "[server]\ntrusted_proxies = [\"10.0.0.0/8\", \"::1\"]\n");
    for config in [read(Some(&file), &[]), read(None, &[("TENANTRY_TRUSTED_PROXIES", "10.0.0.0/8, ::1")])] {
        let proxies = config.unwrap().server.trusted_proxies;
        assert!(proxies.contains("10.1.2.3".parse().unwrap()) && proxies.contains("::1".parse().unwrap()));
        assert!(!proxies.contains("192.0.2.1".parse().unwrap()));
    }
}

#[test]
fn a_share_is_written_as_it_is_read_and_a_key_for_the_collector_is_not() {
    let file = File::new("traces", "[traces]\nsample = 0.25\nheaders = \"x-api-key=s3cret\"\n");
    for (config, sample) in
        [(read(Some(&file), &[]), "0.25"), (read(Some(&file), &[("TENANTRY_TRACES_SAMPLE", "1")]), "1")]
    {
        let report = config.unwrap().report();
        let value = |key: &str| report.iter().find(|setting| setting.key == key).unwrap().value.clone();
        assert_eq!((value("traces.sample").as_str(), value("traces.headers").as_str()), (sample, "\"x-api-key=***\""));
    }
    let nested = File::new("nested-headers", "[traces]\nheaders = { x-api-key = \"s3cret\" }\n");
    let told = refusal(Some(&nested), &[]);
    assert!(told.starts_with("traces.headers") && !told.contains("s3cret"), "{told}");
}

#[test]
fn a_password_is_in_no_report_and_in_no_error() {
    let secret = "postgres://ann:s3cret@db.example/central";
    let config = read(None, &[("TENANTRY_DATABASE", secret)]).unwrap();
    assert_eq!(config.database.location, Location::Postgres(secret.into()));
    let report = format!("{:?} {config:?}", config.report());
    assert!(report.contains("postgres://***@db.example/central") && !report.contains("s3cret"), "{report}");

    let broken = File::new("broken", "[database]\nlocation = \"postgres://ann:s3cret@db\" oops\n");
    let wrong = File::new("wrong", "[database]\nlocation = \"ann:s3cret@db\"\n");
    let nested = File::new("nested", "database = \"postgres://ann:s3cret@db\"\n");
    let unquoted = File::new("unquoted", "[database]\nlocation = postgres://ann:s3cret@db\n");
    for file in [&broken, &wrong, &nested, &unquoted] {
        let text = refusal(Some(file), &[]);
        assert!(!text.contains("s3cret"), "{text}");
    }
    assert!(refusal(Some(&broken), &[]).contains("line 2"));
}

#[test]
fn every_setting_has_one_name_one_variable_and_a_meaning() {
    let report = Config::default().report();
    let variables: BTreeSet<&str> = settings().map(|setting| setting.env).collect();
    assert_eq!(variables.len(), report.len());
    for setting in report {
        assert!(!setting.default.is_empty() && setting.doc.ends_with('.'), "{setting:?}");
        assert!(setting.env.starts_with("TENANTRY_"));
    }
}

#[test]
fn the_example_is_the_template_and_its_values_are_the_defaults() {
    assert_eq!(include_str!("../../tenantry.example.toml"), template(), "write it anew: tenantry config --template");
    let uncommented: String = template()
        .lines()
        .map(|line| line.strip_prefix('#').filter(|rest| !rest.starts_with(' ')).unwrap_or(line))
        .fold(String::new(), |text, line| text + line + "\n");
    let file = File::new("example", &uncommented);
    let config = read(Some(&file), &[]).unwrap();
    for setting in config.report() {
        assert_eq!((setting.value, setting.source), (setting.default, Source::File(file.0.clone())), "{}", setting.key);
    }
}

#[test]
fn placements_are_read_from_both_sources() {
    use crate::servers::Placement;
    let rules = "[placement]\ndefault = \"postgres-schema\"\nby_plan = { large = \"postgres-server\" }\n\
                 [placement.by_region]\neu-1 = \"postgres-database\"\n";
    let file = File::new("placements", rules);
    let policy = read(Some(&file), &[]).unwrap().placement;
    assert_eq!(policy.default.0, Some(Placement::PostgresSchema));
    assert_eq!((policy.by_plan.of("large"), policy.by_plan.of("small")), (Some(Placement::PostgresServer), None));
    assert_eq!(policy.by_region.of("eu-1"), Some(Placement::PostgresDatabase));
    let variables =
        [("TENANTRY_PLACEMENT", "sqlite"), ("TENANTRY_PLACEMENT_BY_PLAN", "small=sqlite, tiny = postgres-schema")];
    let config = read(Some(&file), &variables).unwrap();
    assert_eq!(config.placement.default.0, Some(Placement::Sqlite));
    assert_eq!(config.placement.by_plan.of("tiny"), Some(Placement::PostgresSchema));
    assert_eq!(config.placement.by_plan.of("large"), None, "the environment's rules stand for the file's");
    let row = config.report().into_iter().find(|row| row.key == "placement.by_plan").unwrap();
    assert_eq!(row.value, "{ small = \"sqlite\", tiny = \"postgres-schema\" }");
}

#[test]
fn a_wrong_placement_is_told_with_those_that_there_are() {
    let said = refusal(None, &[("TENANTRY_PLACEMENT", "postgres-shared")]);
    assert!(said.contains("placement.default (from TENANTRY_PLACEMENT): “postgres-shared” is no placement"), "{said}");
    assert!(said.contains("sqlite, postgres-database, postgres-schema, postgres-server"), "{said}");
    let file = File::new("wrong-placement", "[placement.by_plan]\nlarge = \"everywhere\"\n");
    let said = refusal(Some(&file), &[]);
    assert!(said.contains("placement.by_plan") && said.contains("“everywhere” is no placement"), "{said}");
    let said = refusal(None, &[("TENANTRY_PLACEMENT_BY_REGION", "sqlite")]);
    assert!(said.contains("placement.by_region") && said.contains("name=placement"), "{said}");
    let said = refusal(None, &[("TENANTRY_PLACEMENT_BY_REGION", "The North=sqlite")]);
    assert!(said.contains("“The North” is no name"), "{said}");
}

#[test]
fn the_key_is_beside_the_data_and_not_in_it() {
    let key = |variables: &[(&str, &str)]| read(None, variables).unwrap().database.key_file().path().to_owned();
    assert_eq!(key(&[]), PathBuf::from("data.key"));
    assert_eq!(key(&[("TENANTRY_DATABASE", "sqlite:/srv/tenantry/data")]), PathBuf::from("/srv/tenantry/data.key"));
    assert_eq!(key(&[("TENANTRY_KEY_FILE", "/etc/tenantry.key")]), PathBuf::from("/etc/tenantry.key"));
}

#[test]
fn what_new_organisations_begin_with_is_read_from_both_sources() {
    let file = File::new("regional", "[new_organisations]\ntime_zone = \"asia/jerusalem\"\ncurrency = \"ILS\"\n");
    let of = |variables: &[(&str, &str)]| {
        let begins = read(Some(&file), variables).unwrap().new_organisations;
        (begins.time_zone.to_string(), begins.currency.code())
    };
    assert_eq!(of(&[]), ("Asia/Jerusalem".to_owned(), "ILS"));
    assert_eq!(of(&[("TENANTRY_NEW_ORGANISATIONS_CURRENCY", "CHF")]), ("Asia/Jerusalem".to_owned(), "CHF"));
    let begins = read(None, &[]).unwrap().new_organisations;
    assert_eq!((begins.time_zone.as_str(), begins.currency.code()), ("Europe/Paris", "EUR"));
}

#[test]
fn languages_are_a_list_or_a_text_and_the_default_is_one_of_them() {
    let file = File::new("languages", "[languages]\noffered = [\"fr\"]\ndefault = \"fr\"\n");
    let config = read(Some(&file), &[]).unwrap();
    assert_eq!((config.languages.offered.to_string().as_str(), config.languages.default.tag()), ("fr", "fr"));
    let both = read(Some(&file), &[("TENANTRY_LANGUAGES", "fr, en")]).unwrap();
    assert_eq!(both.languages.offered.to_string(), "en,fr");
    assert!(refusal(Some(&file), &[("TENANTRY_LANGUAGES", "en")]).contains("not among the languages"));
    assert!(refusal(None, &[("TENANTRY_LANGUAGES", "en,de")]).contains("doesn't speak"));
    assert!(refusal(None, &[("TENANTRY_LANGUAGES", ",")]).contains("at least one"));
    assert!(refusal(None, &[("TENANTRY_LANGUAGES_DEFAULT", "de")]).contains("TENANTRY_LANGUAGES_DEFAULT"));
}
