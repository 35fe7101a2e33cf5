//! The private PostgreSQL of a run of the tests, and the databases on it.

use std::{
    fs::{self, File},
    io::{Read, Write},
    path::{Path, PathBuf},
    str::FromStr,
    time::{Duration, UNIX_EPOCH},
};
use tenantry::{
    db::{self, Lifecycle, Location, PoolSize},
    platform::Platform,
    tenants,
};

#[expect(clippy::disallowed_methods, reason = "the address of the tests' own PostgreSQL cluster comes from its script")]
pub fn address() -> String {
    std::env::var("TENANTRY_TEST_POSTGRES").expect(
        "TENANTRY_TEST_POSTGRES is not set: run the tests through `make test-rust` or `scripts/postgres-cluster`",
    )
}

/// A central database with its tables. To make them takes as long as many a test, so that one is made for all tests of a
/// run, by whichever process comes first, and copied.
pub async fn central_database(name: &str) -> String {
    let address = address();
    let template = format!("central_{:x}", of_this_build());
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{template}.lock"));
    let mut made = File::options().read(true).append(true).create(true).open(path).unwrap();
    made.lock().unwrap();
    let mut on_servers = String::new();
    made.read_to_string(&mut on_servers).unwrap();
    if !on_servers.lines().any(|server| server == address) {
        make_central(&address, &template).await;
        writeln!(made, "{address}").unwrap();
    }
    drop(made);
    db::copy_postgres_database(&address, &template, name).await.unwrap()
}

/// Leaves what a test made to be removed, and removes what earlier ones left: the server is kept in memory where it can be, so
/// that nothing must stay until the last test ends, and it makes whoever drops a database wait as long as its process has
/// connections. A test that closed the central database keeps its own: nobody knows any more which they were.
pub async fn leave_databases(platform: &Platform) {
    let central = platform.lifecycle.location();
    let Ok(mut names) = tenants::databases(&platform.central).await else { return };
    if let Location::Postgres(address) = central {
        names.extend(address.rsplit('/').next().map(str::to_owned));
    }
    if names.is_empty() {
        return;
    }
    let folder = std::env::temp_dir().join("tenantry-left");
    fs::create_dir_all(&folder).unwrap();
    let others = left_by_the_dead(&folder);
    if !others.is_empty()
        && let Err(error) = db::drop_postgres_databases(&address(), &others).await
    {
        // They go with the server. It is no fault of the test that came by.
        println!("what another test left could not be removed: {error}");
    }
    let mut left = File::options().append(true).create(true).open(folder.join(std::process::id().to_string())).unwrap();
    left.write_all((names.join("\n") + "\n").as_bytes()).unwrap();
}

fn left_by_the_dead(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for file in fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()) {
        let process = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if Path::new("/proc").join(process).exists() {
            continue;
        }
        // Of those who come at once, one takes it.
        let taken = std::env::temp_dir().join(format!("tenantry-left-{process}"));
        if fs::rename(&file, &taken).is_ok() {
            names.extend(fs::read_to_string(&taken).unwrap().lines().map(str::to_owned));
            fs::remove_file(taken).unwrap();
        }
    }
    names
}

async fn make_central(server: &str, name: &str) {
    // One that a process left half-way.
    let _ = db::drop_postgres_databases(server, &[name]).await;
    let location = Location::from_str(&db::create_postgres_database(server, name).await.unwrap()).unwrap();
    let size = PoolSize { most: 1, wait: Duration::from_secs(15) };
    Lifecycle::new(location).open_central(size).await.unwrap().close().await;
}

/// What tells this build of the tests, and so its migrations, from those before it.
fn of_this_build() -> u128 {
    let program = std::env::current_exe().and_then(std::fs::metadata).unwrap();
    program.modified().unwrap().duration_since(UNIX_EPOCH).unwrap().as_nanos()
}
