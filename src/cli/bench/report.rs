//! The table.

use super::{
    load::{Beside, Neighbours, Outage, Sample},
    server::Peak,
};
use crate::{
    cli::{Output, table::aligned},
    config::PoolSettings,
    db::FOR_ADMINISTRATION,
    fleet::descriptors_for,
};
use serde::Serialize;
use std::time::Duration;

#[derive(Serialize)]
pub(super) struct Report {
    of: String,
    engine: &'static str,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    what: String,
    measured: String,
    aim: String,
    /// `None` where nothing is aimed at.
    met: Option<bool>,
}

impl Beside {
    fn rate_of_the_loud(&self) -> String {
        let rate = per_second(self.loud.latencies.len(), self.quiet.elapsed);
        format!("{rate:.0}, {} refused", self.loud.errors)
    }
}

impl Report {
    /// Of what, such as `1000 organisations`.
    pub(super) fn new(of: String, engine: &'static str) -> Self {
        Self { of, engine, rows: Vec::new() }
    }

    pub(super) fn made(&mut self, count: u32, took: Duration) {
        let rate = f64::from(count) / took.as_secs_f64();
        self.row("made, organisations a second", format!("{rate:.1}"), None);
    }

    pub(super) fn visited(&mut self, hot: &Sample, cold: Duration, all: &Sample) {
        self.row("one organisation, p50", milliseconds(hot.percentile(50)), None);
        self.row("one organisation, p99", milliseconds(hot.percentile(99)), None);
        self.row("opening its database adds", milliseconds(cold), None);
        let count = all.latencies.len();
        self.row(format!("{count} visits at random, errors"), all.errors.to_string(), Some(("none", all.errors == 0)));
        self.row("visits a second", format!("{:.0}", per_second(count, all.elapsed)), None);
        self.row("visits at random, p50", milliseconds(all.percentile(50)), None);
        let (p99, most) = (all.percentile(99), hot.percentile(99) * 2 + cold);
        let aim = format!("at most {}", milliseconds(most));
        self.row("visits at random, p99", milliseconds(p99), Some((&aim, p99 <= most)));
    }

    /// What the server took meanwhile, beside what it may.
    pub(super) fn took(&mut self, peak: Peak, pool: &PoolSettings) {
        let memory = peak.memory_kib / 1024;
        self.row(
            "the server's memory",
            format!("{memory} MiB"),
            Some(("under 400 MB", peak.memory_kib * 1024 < 400_000_000)),
        );
        self.row("its threads", peak.threads.to_string(), None);
        let budget = descriptors_for(pool, pool.max_open_tenants);
        let aim = format!("at most {budget}");
        self.row("its descriptors", peak.descriptors.to_string(), Some((&aim, peak.descriptors as u64 <= budget)));
        if self.engine == "PostgreSQL" {
            // What is for all together comes beside the connections of the organisations.
            let beside = pool.central_connections + FOR_ADMINISTRATION;
            let met = (1..=(pool.postgres_connections + beside) as usize).contains(&peak.connections);
            let aim = format!("at most {}, and {beside} for all together", pool.postgres_connections);
            self.row("its connections to PostgreSQL", peak.connections.to_string(), Some((&aim, met)));
        }
    }

    pub(super) fn beside_neighbours(&mut self, neighbours: &Neighbours) {
        let Neighbours { fiftyfold, flooded } = neighbours;
        for beside in fiftyfold {
            let most = beside.alone.percentile(99) * 2;
            let aim = format!("at most {}", milliseconds(most));
            let own =
                format!("{:.0} requests a second, p99", per_second(beside.alone.latencies.len(), beside.alone.elapsed));
            self.row(own, milliseconds(beside.alone.percentile(99)), None);
            self.row("a neighbour at fifty times its load, requests a second", beside.rate_of_the_loud(), None);
            let p99 = beside.quiet.percentile(99);
            let met = p99 <= most && beside.quiet.errors == 0;
            self.row("beside it, p99", milliseconds(p99), Some((&aim, met)));
        }
        self.row("a neighbour's flood, as fast as it is answered", flooded.rate_of_the_loud(), None);
        self.row("beside the flood, p99", milliseconds(flooded.quiet.percentile(99)), None);
        let errors = flooded.quiet.errors;
        self.row("beside the flood, errors", errors.to_string(), Some(("none", errors == 0)));
    }

    pub(super) fn asked(&mut self, sample: &Sample) {
        let p99 = sample.percentile(99);
        let aim = Some(("under 5 ms", p99 < Duration::from_millis(5) && sample.errors == 0));
        self.row(
            format!("{} questions of a proxy, p50", sample.latencies.len()),
            milliseconds(sample.percentile(50)),
            None,
        );
        self.row("the same, p99", milliseconds(p99), aim);
    }

    /// From when it is back; how long it was away is its own.
    pub(super) fn served_again(&mut self, outage: &Outage) {
        let Outage { asked, since_kill, since_back } = outage;
        let seconds = |time: &Duration| format!("{:.1} s", time.as_secs_f64());
        let aim = Some(("within 10 s", *since_back <= Duration::from_secs(10)));
        self.row(format!("PostgreSQL started again: {asked} at random all served after"), seconds(since_back), aim);
        self.row("the same since it was killed", seconds(since_kill), None);
    }

    pub(super) fn migrated(&mut self, count: i64, took: Duration, nothing: Duration) {
        let seconds = took.as_secs_f64();
        // 10,000 files in 120 s, 200 databases in 60 s.
        let rate = if self.engine == "SQLite" { 10_000.0 / 120.0 } else { 200.0 / 60.0 };
        #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
        let measured = count as f64 / seconds;
        let aim = format!("at least {rate:.1} a second");
        self.row(
            format!("{count} migrated in {seconds:.1} s, a second"),
            format!("{measured:.1}"),
            Some((&aim, measured >= rate)),
        );
        let aim = Some(("under a second", nothing < Duration::from_secs(1)));
        self.row("asked again: nothing to do", milliseconds(nothing), aim);
    }

    /// Sign-ups that came at a rate, whether the server kept up or not.
    pub(super) fn signed_up(&mut self, rate: u32, sample: &Sample, half_made: i64) {
        let aim = if self.engine == "SQLite" { 100.0 } else { 10.0 };
        let done = sample.latencies.len() - sample.errors;
        let achieved = per_second(done, sample.elapsed);
        self.row("sign-ups offered, a second", rate.to_string(), None);
        // Who comes last is answered a moment after the end.
        let met = achieved >= aim * 0.98;
        let aimed = format!("at least {aim:.0}");
        let verdict = (f64::from(rate) >= aim).then_some((aimed.as_str(), met));
        self.row("organisations made, a second", format!("{achieved:.1}"), verdict);
        self.row("from being due to the answer, p50", milliseconds(sample.percentile(50)), None);
        self.row("from being due to the answer, p99", milliseconds(sample.percentile(99)), None);
        self.row("errors", sample.errors.to_string(), Some(("none", sample.errors == 0)));
        self.row("left half-made", half_made.to_string(), Some(("none", half_made == 0)));
    }

    pub(super) fn removed(&mut self, took: Duration) {
        self.row("removed", format!("{:.1} s", took.as_secs_f64()), None);
    }

    pub(super) fn print(&self, out: &mut Output) {
        out.line(format!("{} on {}", self.of, self.engine));
        let verdict = |met: Option<bool>| met.map_or("", |met| if met { "met" } else { "MISSED" });
        let rows: Vec<[String; 4]> = self
            .rows
            .iter()
            .map(|row| [row.what.clone(), row.measured.clone(), row.aim.clone(), verdict(row.met).to_owned()])
            .collect();
        for line in aligned(["", "measured", "aim", ""], &rows) {
            out.line(line);
        }
    }

    /// Aims that weren't reached.
    pub(super) fn missed(&self) -> usize {
        self.rows.iter().filter(|row| row.met == Some(false)).count()
    }

    pub(super) fn row(&mut self, what: impl Into<String>, measured: String, aim: Option<(&str, bool)>) {
        let (aim, met) = aim.map_or((String::new(), None), |(aim, met)| (aim.to_owned(), Some(met)));
        self.rows.push(Row { what: what.into(), measured, aim, met });
    }
}

pub(super) fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}

fn per_second(count: usize, time: Duration) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
    let count = count as f64;
    count / time.as_secs_f64()
}

#[cfg(test)]
mod tests {
    use super::{super::Strictness, *};

    #[test]
    fn a_missed_aim_fails_who_is_strict_alone() {
        let mut report = Report::new("One".into(), "SQLite");
        let judge = |strict: bool, report: &Report| Strictness { strict }.judge(report, Ok(()));
        report.row("errors", "0".into(), Some(("none", true)));
        report.row("removed", "1 s".into(), None);
        assert!(judge(true, &report).is_ok());
        report.row("p99", "9 ms".into(), Some(("under 5 ms", false)));
        assert!(judge(false, &report).is_ok());
        assert_eq!(judge(true, &report).unwrap_err().to_string(), "1 of the aims missed");
        let failed = Strictness { strict: false }.judge(&report, Err("it broke off".into()));
        assert_eq!(failed.unwrap_err().to_string(), "it broke off");
    }
}
