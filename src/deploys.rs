//! Which build of the program serves the deployment: a new one is a change for everybody, which every organisation's timeline
//! tells of.

use crate::{
    audit,
    db::ToSqlx,
    error::{Error, Result},
    platform::Platform,
};
use sha2::{Digest, Sha256};
use std::{fs::File, io};

/// The kind of its event in the audit.
const DEPLOYED: &str = "deployed";

/// Digits of the program's hash that tell builds apart.
const TOLD: usize = 12;

/// Notes down what runs here, when it isn't what a node began to run last.
pub(crate) async fn note_own(platform: &Platform) -> Result<()> {
    let own = tokio::task::spawn_blocking(own).await.map_err(Error::internal)?.map_err(Error::internal)?;
    note(platform, &own).await
}

/// The same for a build by its name. Several nodes that begin with it at once note it once.
pub async fn note(platform: &Platform, build: &str) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    let text = "insert into running_build (id, build, since) values (1, $1, $2)
                on conflict (id) do update set build = excluded.build, since = excluded.since
                where running_build.build <> excluded.build
                returning build";
    if sql!(&mut tx, scalar_optional String, text, build, platform.clock.now().to_sqlx())?.is_some() {
        audit::record_in(&mut tx, platform, DEPLOYED, None, None, "", build).await?;
    }
    Ok(tx.commit().await?)
}

/// `0.1.0 (4f2a90c1d3be)`: the version and the beginning of the SHA-256 of the program's file.
fn own() -> io::Result<String> {
    let mut hash = Sha256::new();
    io::copy(&mut File::open(std::env::current_exe()?)?, &mut hash)?;
    let hash = format!("{:x}", hash.finalize());
    Ok(format!("{} ({})", env!("CARGO_PKG_VERSION"), &hash[..TOLD]))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_build_is_named_by_its_version_and_its_file() {
        let own = super::own().unwrap();
        let (version, hash) = own.strip_suffix(')').unwrap().split_once(" (").unwrap();
        assert_eq!((version, hash.len()), (env!("CARGO_PKG_VERSION"), 12));
        assert!(hash.bytes().all(|digit| digit.is_ascii_hexdigit()));
        assert_eq!(super::own().unwrap(), own);
    }
}
