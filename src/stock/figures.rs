//! The stock in the text format of Prometheus.

use super::{Standing, Stock};
use std::fmt::Write;

/// As the process saw it last; empty before its first look, and where no stock is held.
pub(crate) fn prometheus(stock: &Stock) -> String {
    lines(&stock.seen())
}

/// Its name, its kind, and where it stands.
type Figure = (&'static str, &'static str, fn(&Standing) -> i64);

fn lines(standing: &[Standing]) -> String {
    let figures: [Figure; 5] = [
        ("tenantry_stock_ready", "gauge", |of| of.ready),
        ("tenantry_stock_making", "gauge", |of| of.making),
        ("tenantry_stock_wanted", "gauge", |of| of.wanted),
        ("tenantry_stock_claims_total", "counter", |of| of.claims),
        ("tenantry_stock_misses_total", "counter", |of| of.misses),
    ];
    let mut text = String::new();
    for (name, kind, value) in figures.iter().filter(|_| !standing.is_empty()) {
        let _ = writeln!(text, "# TYPE {name} {kind}");
        for of in standing {
            let (placement, server) = (of.placement, of.server.as_deref().unwrap_or_default());
            let _ = writeln!(text, "{name}{{placement=\"{placement}\",server=\"{server}\"}} {}", value(of));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::servers::Placement;

    #[test]
    fn every_place_has_its_line() {
        let of = |placement, server: Option<&str>| Standing {
            placement,
            server: server.map(str::to_owned),
            ready: 3,
            making: 1,
            wanted: 8,
            claims: 20,
            misses: 2,
        };
        let text = lines(&[of(Placement::Sqlite, None), of(Placement::PostgresServer, Some("east"))]);
        for line in [
            "# TYPE tenantry_stock_ready gauge",
            "tenantry_stock_ready{placement=\"sqlite\",server=\"\"} 3",
            "tenantry_stock_misses_total{placement=\"postgres-server\",server=\"east\"} 2",
        ] {
            assert!(text.lines().any(|printed| printed == line), "{line} in {text}");
        }
        assert_eq!(lines(&[]), "");
    }
}
