//! Facts in the English of the command line.

use crate::fault::Problem;

/// What is wrong with a field, to stand behind its name.
pub(super) fn problem(problem: &Problem) -> String {
    match problem {
        Problem::Required => "is missing".into(),
        Problem::TooShort { least } => format!("has fewer than {least} characters"),
        Problem::TooLong { most } => format!("has more than {most} characters"),
        Problem::OutOfRange { least, most } => format!("is not from {least} to {most}"),
        Problem::NotAnEmail => "is not an e-mail address".into(),
        Problem::NotAChoice => "is none of the choices".into(),
        Problem::Taken => "is taken".into(),
        Problem::IsMember => "is a member’s already".into(),
        Problem::SlugCharacters => "may hold a-z, 0-9 and hyphens inside".into(),
        Problem::SlugReserved { suggestion } => format!("is reserved{}", suggested(suggestion)),
        Problem::SlugLooksLike { name, suggestion } => format!("looks like “{name}”{}", suggested(suggestion)),
        Problem::SlugTaken { suggestion } => format!("is taken{}", suggested(suggestion)),
        Problem::SlugResting { suggestion } => {
            format!("was given up less than 90 days ago{}", suggested(suggestion))
        }
        Problem::SlugUnchanged => "is the name that it has".into(),
        Problem::SlugMismatch => "isn’t what was typed to confirm".into(),
        Problem::IsLocked => "is locked: `tenantry tenant unlock` allows to delete it".into(),
        Problem::IsDeleted => "is deleted: `tenantry tenant restore` brings it back".into(),
        Problem::IsMoving => "is being moved, or a backup is being brought back".into(),
        Problem::IsUpgrading => "is being made or upgraded, or is in maintenance".into(),
        Problem::IsBackingUp => "is being backed up already".into(),
        Problem::BackupNotWhole => "has no whole file".into(),
        Problem::IsThere => "is where it lives already".into(),
        Problem::IsClosed => "is suspended or in maintenance".into(),
        Problem::NotDeleted => "isn’t deleted".into(),
        Problem::IsBeingErased => "is being erased: there is no way back".into(),
        Problem::PasswordCommon => "is on the list of common passwords".into(),
        Problem::LinkExpired => "has expired".into(),
        Problem::NotAServerAddress => "is not postgres://user:password@host/database".into(),
        Problem::MailNotTaken { reason } => format!("was not taken by the mail server: {reason}"),
        Problem::ServerUnusable { reason } => format!("can't be used: {reason}"),
        Problem::ServerDraining => "is draining and takes no new organisations".into(),
        Problem::ServerFull => "is full".into(),
        Problem::NoServerThere => "has no registered server".into(),
        Problem::PlacementTakesNoServer => "doesn't go with the placement sqlite, which is a file".into(),
        Problem::HostNotAName => "is no name of a host".into(),
        Problem::HostIsOurs => "is the deployment's own, or under it".into(),
        Problem::HostIsReserved => "is no name of the public DNS (domains.allow_reserved)".into(),
        Problem::HostTaken => "is verified by another organisation".into(),
        Problem::HostNotReady => "has records that aren't right; `tenantry domain check` says which".into(),
        Problem::NotInPlan => "isn't part of the plan".into(),
        Problem::PlanLimit { used, most, .. } => format!("is one too many: {used} of {most} are taken"),
        other => format!("{other:?}"),
    }
}

fn suggested(suggestion: &str) -> String {
    if suggestion.is_empty() { String::new() } else { format!("; {suggestion} would do") }
}

/// A status code and what it means at a front page.
pub(super) fn visitors_get(status: u16) -> String {
    let meaning = match status {
        200 => "the page",
        301 => "the same page at the address of today",
        400 => "bad request",
        403 => "the page that says why it is closed",
        404 => "the page that offers to find their organisation",
        410 => "the page that says that it is closed for good",
        503 => "the page that asks them to come again",
        _ => "an answer",
    };
    format!("{status}, {meaning}")
}

/// `1 organisation`, `2 organisations`.
pub(super) fn counted(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

/// A size in the unit that leaves one to three digits before the point.
pub(super) fn size(bytes: i64) -> String {
    const UNITS: [&str; 4] = ["B", "KB", "MB", "GB"];
    let mut tenths = bytes.max(0).saturating_mul(10);
    let mut unit = 0;
    while tenths >= 10_000 && unit + 1 < UNITS.len() {
        tenths /= 1000;
        unit += 1;
    }
    if unit == 0 { format!("{} B", tenths / 10) } else { format!("{}.{} {}", tenths / 10, tenths % 10, UNITS[unit]) }
}

/// Microseconds as milliseconds with one decimal.
pub(super) fn milliseconds(micros: i64) -> String {
    format!("{}.{} ms", micros / 1000, micros % 1000 / 100)
}

/// Seconds as `45 s`, `3 min 20 s` or `2 h 5 min`.
pub(super) fn duration(seconds: i64) -> String {
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3600 => format!("{} min {} s", seconds / 60, seconds % 60),
        _ => format!("{} h {} min", seconds / 3600, seconds % 3600 / 60),
    }
}

/// The day of a time in RFC 3339.
pub(super) fn day(timestamp: &str) -> &str {
    timestamp.get(..10).unwrap_or(timestamp)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_keep_three_digits() {
        for (bytes, text) in [
            (0, "0 B"),
            (999, "999 B"),
            (1000, "1.0 KB"),
            (81_920, "81.9 KB"),
            (2_500_000, "2.5 MB"),
            (7_000_000_000_000, "7000.0 GB"),
        ] {
            assert_eq!(size(bytes), text);
        }
    }

    #[test]
    fn waits_are_told_in_two_units() {
        for (seconds, text) in [(0, "0 s"), (59, "59 s"), (200, "3 min 20 s"), (7_500, "2 h 5 min")] {
            assert_eq!(duration(seconds), text);
        }
    }

    #[test]
    fn times_are_told_in_milliseconds() {
        assert_eq!(milliseconds(12_345), "12.3 ms");
        assert_eq!(milliseconds(90), "0.0 ms");
    }
}
