//! Moments as an organisation's own pages show them: days and times where it is. Elsewhere they are in UTC.

use super::{DomainSetup, FailingDomain, OwnDomain, OwnDomains};
use crate::day::and_time;
use jiff::tz::TimeZone;

impl OwnDomains {
    #[must_use]
    pub fn seen_from(mut self, zone: &TimeZone) -> Self {
        self.domains = self.domains.into_iter().map(|domain| domain.seen_from(zone)).collect();
        self
    }
}

impl DomainSetup {
    #[must_use]
    pub fn seen_from(mut self, zone: &TimeZone) -> Self {
        self.domain = self.domain.seen_from(zone);
        self
    }
}

impl FailingDomain {
    #[must_use]
    pub fn seen_from(mut self, zone: &TimeZone) -> Self {
        turn(&mut self.grace_ends_at, zone);
        self
    }
}

impl OwnDomain {
    fn seen_from(mut self, zone: &TimeZone) -> Self {
        let moments = [&mut self.expires_at, &mut self.verified_at, &mut self.looked_at, &mut self.grace_ends_at];
        moments.into_iter().flatten().for_each(|moment| turn(moment, zone));
        self
    }
}

fn turn(moment: &mut String, zone: &TimeZone) {
    if let Ok(at) = moment.parse::<jiff::Timestamp>() {
        *moment = and_time::text(zone.to_datetime(at));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_the_one_that_it_is_there() {
        let failing = FailingDomain {
            host: String::new(),
            shown: String::new(),
            grace_ends_at: "2026-03-15T23:30:00.25Z".into(),
        };
        let seen = failing.seen_from(&TimeZone::get("Europe/Paris").unwrap());
        assert_eq!(seen.grace_ends_at, "2026-03-16T00:30:00");
        assert_eq!(seen.clone().seen_from(&TimeZone::UTC), seen, "what is turned already stays");
    }
}
