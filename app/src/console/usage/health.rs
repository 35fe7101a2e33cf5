//! How an organisation does now, check by check, each with what speaks for it.

use super::{api::ReadOrganisationHealth, words};
use crate::{
    console::{mails::Unsent, words as console},
    i18n::{Locale, format_day, format_instant},
    load::{Loading, load},
    paths, plan,
    site::use_locale,
    ui::{Badge, Card, Glyph, Icon, Tone},
    usage,
};
use leptos::prelude::*;
use tenantry::{
    backups::BackupHealth,
    metrics::Counts,
    money::format_integer,
    overview::{CertificateHealth, Check, DatabaseState, DomainHealth, OrganisationHealth, Verdict},
    plans::{Gauge, Meter},
};

#[derive(Clone, Copy)]
pub(in crate::console) struct HealthCard {
    slug: Memo<String>,
    health: Loading<OrganisationHealth>,
}

impl HealthCard {
    pub(in crate::console) fn of(slug: Memo<String>) -> Self {
        Self { slug, health: Loading::of(move || ReadOrganisationHealth { slug: slug.get() }) }
    }

    pub(in crate::console) fn view(self) -> impl IntoView {
        let slug = self.slug;
        load(self.health, move |health| view! { <Checks slug=slug.get_untracked() health /> })
    }
}

const CHECKS: [Check; 13] = [
    Check::Database,
    Check::Errors,
    Check::Latency,
    Check::Quota,
    Check::Version,
    Check::Drift,
    Check::Backups,
    Check::Snapshots,
    Check::Domains,
    Check::Certificate,
    Check::Jobs,
    Check::Mails,
    Check::Activity,
];

#[component]
fn Checks(slug: String, health: OrganisationHealth) -> impl IntoView {
    let locale = use_locale();
    let overall = health.overall();
    let badge = move || view! { <Badge tone=tone(overall) label=words::verdict(locale, overall) /> };
    let checks = CHECKS.map(|check| {
        let verdict = health.verdict(check);
        let unsent = (check == Check::Mails && health.mails.are_there())
            .then(|| view! { <Unsent slug=slug.clone() mails=health.mails.clone() /> });
        let remedy =
            (verdict >= Verdict::Watch || check == Check::Backups).then(|| remedy(check, &slug, locale)).flatten();
        view! {
            <li class=class(verdict)>
                <Icon glyph=glyph(verdict) />
                <div>
                    <strong>{words::check(locale, check)}</strong>
                    <span class="visually-hidden">{format!(": {}", words::verdict(locale, verdict))}</span>
                    <p class="check-reason">
                        {reason(&health, check, locale)}
                        {remedy.map(|(label, href)| view! { " " <a href=href>{label}</a> })}
                    </p>
                    {unsent}
                </div>
            </li>
        }
    });
    view! {
        <Card title=words::health(locale) action=badge id="health">
            <ul class="checks">{checks.collect_view()}</ul>
        </Card>
    }
}

fn reason(health: &OrganisationHealth, check: Check, locale: Locale) -> String {
    let number = |count: i64| format_integer(count, locale);
    let recent = &health.recent;
    match check {
        Check::Database => match health.database {
            DatabaseState::Answers { micros } => words::answers(locale, &usage::words::time(locale, micros)),
            DatabaseState::Unreachable => words::unreachable(locale).to_owned(),
            DatabaseState::Shut => words::shut(locale).to_owned(),
        },
        Check::Errors | Check::Latency if recent.requests == 0 => words::no_requests(locale).to_owned(),
        Check::Errors => words::errors_of(locale, &number(recent.server_errors), &number(recent.requests)),
        Check::Latency => words::within(locale, &usage::words::time(locale, recent.p95_micros.unwrap_or_default())),
        Check::Version => match (&health.quarantine, health.version) {
            (Some(_), _) => words::quarantined(locale).to_owned(),
            (None, None) => words::never_read(locale).to_owned(),
            (None, Some(version)) if health.is_behind => {
                words::behind(locale, &number(version), &number(health.newest_version))
            }
            (None, Some(version)) => words::newest(locale, &number(version)),
        },
        Check::Drift => match (&health.drifted_at, health.version) {
            (Some(at), _) => words::drifted(locale, &format_day(at, locale)),
            (None, None) => words::never_read(locale).to_owned(),
            (None, Some(_)) => words::clean(locale).to_owned(),
        },
        Check::Domains => match &health.domains {
            DomainHealth::None => words::no_domains(locale).to_owned(),
            DomainHealth::Served { hosts } => words::domains_served(locale, &number(*hosts)),
            DomainHealth::Failing { host, until } => words::domain_fails(locale, host, &format_day(until, locale)),
            DomainHealth::Lost { host } => words::domain_lost(locale, host),
        },
        Check::Certificate => match &health.certificate {
            CertificateHealth::None => words::no_certificate(locale).to_owned(),
            CertificateHealth::Valid { until } => words::certificate_until(locale, &format_day(until, locale)),
            CertificateHealth::Failing { host, error } => words::renewal_fails(locale, host, error),
            CertificateHealth::Missing { host, error: Some(error) } => words::order_fails(locale, host, error),
            CertificateHealth::Missing { host, error: None } => words::is_ordered(locale, host),
        },
        Check::Quota => {
            health.quota.as_ref().map_or_else(|| words::no_quota(locale).to_owned(), |of| quota(of, locale))
        }
        Check::Backups => backups(&health.backup, locale),
        Check::Snapshots => health.snapshot_at.as_deref().map_or_else(
            || words::no_snapshot(locale).to_owned(),
            |at| words::snapshot_of(locale, &format_instant(at, locale)),
        ),
        Check::Jobs => jobs(health, locale),
        Check::Mails => mails(recent, locale),
        Check::Activity => health
            .last_active_at
            .as_deref()
            .map_or_else(|| words::never_active(locale).to_owned(), |at| format_instant(at, locale)),
    }
}

/// Where something is done about it. The organisation's own work in the background is tried again by itself.
fn remedy(check: Check, slug: &str, locale: Locale) -> Option<(&'static str, String)> {
    Some(match check {
        Check::Database => (words::to_fleet(locale), paths::CONSOLE_FLEET.to_owned()),
        Check::Errors | Check::Latency => {
            (words::to_usage(locale), paths::part(&paths::console_organisation(slug), "usage"))
        }
        Check::Quota => (words::to_plan(locale), paths::console_organisation_plan(slug)),
        Check::Version => (words::to_upgrades(locale), paths::CONSOLE_UPGRADES.to_owned()),
        Check::Drift => (words::to_drift(locale), paths::CONSOLE_DRIFT.to_owned()),
        Check::Domains => (words::to_domains(locale), paths::console_domains(slug)),
        Check::Certificate => (words::to_certificates(locale), paths::part(paths::CONSOLE_FLEET, "certificates")),
        Check::Backups => (words::to_backups(locale), paths::console_backups(slug)),
        Check::Snapshots | Check::Jobs | Check::Mails | Check::Activity => return None,
    })
}

/// What is wrong first, then what there is.
fn backups(of: &BackupHealth, locale: Locale) -> String {
    let last = match (&of.last_at, of.bytes) {
        (Some(at), bytes) => {
            let size = console::bytes(locale, bytes.unwrap_or_default());
            words::backup_of(locale, &format_instant(at, locale), &size)
        }
        (None, _) if of.is_scheduled => words::no_backup_yet(locale).to_owned(),
        (None, _) => words::no_backup(locale).to_owned(),
    };
    let wrong = [
        of.error.as_deref().map(|why| words::backup_fails(locale, why.trim_end_matches('.'))),
        of.is_damaged.then(|| words::backup_damaged(locale).to_owned()),
        of.is_late.then(|| words::backup_late(locale).to_owned()),
    ];
    wrong.into_iter().flatten().chain([last]).collect::<Vec<_>>().join(" ")
}

/// What is above a limit, or near one, or else all that are limited, and what comes of it.
fn quota(meter: &Meter, locale: Locale) -> String {
    let limited = || meter.gauges.iter().filter(|gauge| gauge.limit.is_enforced());
    let (over, near) = (limited().any(|gauge| gauge.is_over()), limited().any(|gauge| gauge.is_near()));
    let is_told = |gauge: &&Gauge| {
        if over {
            gauge.is_over()
        } else if near {
            gauge.is_near()
        } else {
            true
        }
    };
    let gauges = limited().filter(is_told).filter_map(|gauge| {
        let amount = |number| plan::amount(locale, gauge.limit, number);
        let most = amount(gauge.most?);
        Some(words::used_of(locale, plan::words::limit(locale, gauge.limit), &amount(gauge.used), &most))
    });
    let beyond =
        (!meter.beyond.is_empty()).then(|| words::not_in_plan(locale, &plan::module_names(locale, &meter.beyond)));
    let said: Vec<String> = gauges.chain(beyond).collect();
    if said.is_empty() {
        return words::no_limits(locale).to_owned();
    }
    let said = said.join("; ");
    let next = meter.over.iter().map(|over| over.grace_ends_at.as_str()).min();
    match next {
        _ if meter.is_restricted() => format!("{said}. {}", words::grace_ended(locale)),
        Some(at) => format!("{said}. {}", words::grace_until(locale, &format_day(at, locale))),
        None => said,
    }
}

/// What failed first, in full; the figures of the last hour after it.
fn jobs(health: &OrganisationHealth, locale: Locale) -> String {
    let number = |count: i64| format_integer(count, locale);
    let Counts { jobs, failed_jobs, .. } = health.recent;
    let failing = health.failed_jobs.iter().map(|failure| {
        let what = words::job_fails(locale, words::job(locale, failure.kind), failure.reason.trim_end_matches('.'));
        let at = format_instant(&failure.failed_at, locale);
        format!("{what}. {}", words::job_failed_at(locale, &number(failure.times), &at))
    });
    let done = (jobs + failed_jobs > 0).then(|| words::jobs_done(locale, &number(jobs), &number(failed_jobs)));
    let said: Vec<String> = failing.chain(done).collect();
    if said.is_empty() { words::no_jobs(locale).to_owned() } else { said.join(" ") }
}

/// The figures of the last hour; those that didn't go out are named below.
fn mails(recent: &Counts, locale: Locale) -> String {
    let number = |count: i64| format_integer(count, locale);
    match (recent.mails, recent.failed_mails) {
        (0, 0) => words::no_mails(locale).to_owned(),
        (sent, failed) => words::mails_done(locale, &number(sent), &number(failed)),
    }
}

fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Unknown => Tone::Neutral,
        Verdict::Well => Tone::Success,
        Verdict::Watch => Tone::Warning,
        Verdict::Bad => Tone::Danger,
    }
}

fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Unknown => "check",
        Verdict::Well => "check check-well",
        Verdict::Watch => "check check-watch",
        Verdict::Bad => "check check-bad",
    }
}

fn glyph(verdict: Verdict) -> Glyph {
    match verdict {
        Verdict::Unknown => Glyph::Info,
        Verdict::Well => Glyph::Success,
        Verdict::Watch => Glyph::Warning,
        Verdict::Bad => Glyph::Alert,
    }
}

#[cfg(test)]
#[path = "health_tests.rs"]
mod tests;
