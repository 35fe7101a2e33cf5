//! The engines' versions: what a deployment may run on.

/// A corruption of the write-ahead log is fixed in this version of SQLite.
const LEAST_SQLITE: &[u32] = &[3, 51, 3];
/// The first that copies a template database through its log, which is several times faster.
const LEAST_POSTGRES: &[u32] = &[15];

/// Says what is too old about `SQLite 3.51.2` or `PostgreSQL 14.9`; nothing when it will do.
pub fn too_old(version: &str) -> Option<String> {
    let least = if version.starts_with("SQLite") { LEAST_SQLITE } else { LEAST_POSTGRES };
    if numbers(version).as_slice() >= least {
        return None;
    }
    let least: Vec<String> = least.iter().map(u32::to_string).collect();
    Some(format!("{version} is too old, {} is needed", least.join(".")))
}

/// `PostgreSQL 15.18` gives 15 and 18, `PostgreSQL 18beta1` gives 18.
fn numbers(version: &str) -> Vec<u32> {
    let number = version.rsplit(' ').next().unwrap_or_default();
    let digits = |part: &str| part.chars().take_while(char::is_ascii_digit).collect::<String>();
    number.split('.').map_while(|part| digits(part).parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_by_their_numbers() {
        for good in ["SQLite 3.51.3", "SQLite 3.53.0", "PostgreSQL 15.18", "PostgreSQL 18beta1"] {
            assert_eq!(too_old(good), None, "{good}");
        }
        for bad in ["SQLite 3.51.2", "SQLite 3.9.0", "PostgreSQL 9.6", "PostgreSQL 14.20", "SQLite"] {
            assert!(too_old(bad).is_some(), "{bad}");
        }
        assert_eq!(numbers("PostgreSQL 18beta1"), [18]);
    }
}
