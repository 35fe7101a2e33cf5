//! How many SQLite files this process can have open: each connection is a thread and three descriptors.

use crate::config::PoolSettings;
use rustix::process::{Resource, getrlimit};

/// A SQLite connection opens the file, its write-ahead log and the shared memory of it.
pub(crate) const DESCRIPTORS_PER_CONNECTION: u64 = 3;
/// Visitors' sockets, the log, the listener, files that are served.
pub(crate) const DESCRIPTORS_FOR_THE_REST: u64 = 512;
/// The runtime's own, and what else runs as this user.
const THREADS_FOR_THE_REST: u64 = 256;

const CENTRAL_WRITER: u64 = 1;

/// How many organisations may be open whose data is a file: what the settings say, or less where the process may not have that
/// many descriptors or threads.
pub(super) fn affordable(settings: &PoolSettings) -> u32 {
    let (limit, asked) = (files_affordable(settings), settings.max_open_tenants);
    if limit < asked {
        tracing::warn!(
            limit,
            asked,
            "fewer files may be open than the settings ask for: this process may not have as many descriptors or threads"
        );
    }
    limit
}

/// The same without a word.
pub(crate) fn files_affordable(settings: &PoolSettings) -> u32 {
    let descriptors = getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX);
    let threads = getrlimit(Resource::Nproc).current.unwrap_or(u64::MAX);
    within(settings, descriptors, threads)
}

/// What a process needs that has so many organisations open whose data is a file.
pub(crate) fn descriptors_for(settings: &PoolSettings, tenants: u32) -> u64 {
    let connections = CENTRAL_WRITER
        + u64::from(settings.central_connections)
        + u64::from(tenants) * (1 + u64::from(settings.sqlite_readers));
    DESCRIPTORS_FOR_THE_REST + DESCRIPTORS_PER_CONNECTION * connections
}

fn within(settings: &PoolSettings, descriptors: u64, threads: u64) -> u32 {
    let central = CENTRAL_WRITER + u64::from(settings.central_connections);
    let by_descriptors = descriptors.saturating_sub(DESCRIPTORS_FOR_THE_REST) / DESCRIPTORS_PER_CONNECTION;
    let by_threads = threads.saturating_sub(THREADS_FOR_THE_REST);
    let connections = by_descriptors.min(by_threads).saturating_sub(central);
    let tenants = connections / (1 + u64::from(settings.sqlite_readers));
    u32::try_from(tenants).unwrap_or(u32::MAX).clamp(1, settings.max_open_tenants)
}

#[cfg(test)]
mod tests {
    use super::{descriptors_for, within};
    use crate::config::PoolSettings;

    #[test]
    fn what_is_scarcer_limits() {
        let settings = PoolSettings {
            max_open_tenants: 500,
            sqlite_readers: 2,
            central_connections: 8,
            ..PoolSettings::default()
        };
        assert_eq!(within(&settings, u64::MAX, u64::MAX), 500);
        assert_eq!(within(&settings, 512 + 3 * (9 + 100 * 3), u64::MAX), 100);
        assert_eq!(within(&settings, descriptors_for(&settings, 100), u64::MAX), 100);
        assert_eq!(within(&settings, descriptors_for(&settings, 100) - 1, u64::MAX), 99);
        assert_eq!(within(&settings, u64::MAX, 256 + 9 + 50 * 3), 50);
        assert_eq!(within(&settings, 0, 0), 1);
    }
}
