//! Programs that die in the middle of their work. A test starts its own program again, as the victim of its area, tells it
//! where the deployment is and at which point to die, and looks at what it left.

use crate::harness::Deployment;
use std::{
    fmt::Debug,
    io::{Write, stdin},
    process::{Command, Stdio},
    str::FromStr,
};
use tenantry::db::Location;

/// Starts the ignored test of this name, tells it these lines, and waits until it has killed itself.
pub(crate) async fn killed(t: &Deployment, victim: &'static str, told: &[&str]) {
    let location = match t.platform.lifecycle.location() {
        Location::Sqlite(directory) => format!("sqlite:{}", directory.display()),
        Location::Postgres(address) => address.clone(),
    };
    let told = told.join("\n");
    let lines = format!("{location}\n{told}\n");
    let status = tokio::task::spawn_blocking(move || {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", victim, "--ignored", "--nocapture", "--test-threads=1"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
        child.wait().unwrap()
    });
    let status = status.await.unwrap();
    let signal = std::os::unix::process::ExitStatusExt::signal(&status);
    assert_eq!(signal, Some(9), "{victim} of {told:?}: it went by itself, {status}");
}

/// What this program was told, if it is a victim: where the central database is, and the lines of [`killed`].
pub(crate) fn told<const N: usize>() -> Option<(Location, [String; N])> {
    let mut lines = stdin().lines().map_while(Result::ok);
    let location = Location::from_str(&lines.next()?).unwrap();
    let told: Vec<String> = lines.take(N).collect();
    Some((location, told.try_into().ok()?))
}

/// The point of this name.
pub(crate) fn point<P: Debug>(all: impl IntoIterator<Item = P>, name: &str) -> P {
    all.into_iter().find(|of| format!("{of:?}") == name).unwrap()
}

/// As by a power cut: nothing is told, nothing is put away.
pub(crate) fn die() {
    rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL).unwrap();
}
