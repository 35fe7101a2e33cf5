//! The product's speeds and sizes, printed as tables beside what is aimed at. `make bench` builds it as the server is
//! built and runs it on both engines; a missed aim is shown and fails nothing.
//!
//! Arguments choose the engines, `sqlite` and `postgres`, and the parts, `pages`, `brands`, `refusals` and `metrics`; without any
//! it is all.

mod book;
mod brand;
mod browser;
mod comparison;
mod deployment;
mod files;
mod first_paint;
mod hand_written;
mod load;
mod mann_whitney;
mod metrics;
mod refusals;
mod report;
mod settings;
mod stand;
mod start_up;
mod studio;
mod template;

use deployment::{Deployment, Engine};
use report::Report;
use settings::Settings;
use stand::Stand;
use std::process::ExitCode;
use tikv_jemallocator::Jemalloc;

/// What went wrong, for whoever ran the benchmark.
type Failure = Box<dyn std::error::Error + Send + Sync>;
type Outcome<T> = Result<T, Failure>;

/// The one of the server, for both sides.
#[global_allocator]
static ALLOCATOR: Jemalloc = Jemalloc;

/// What was measured before something went wrong is printed too.
fn main() -> ExitCode {
    let mut report = Report::default();
    let outcome = measure(&mut report);
    println!("{report}");
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let causes = std::iter::successors(failure.source(), |cause| cause.source());
            let line = causes.fold(failure.to_string(), |line, cause| format!("{line}: {cause}"));
            eprintln!("error: {line}");
            ExitCode::FAILURE
        }
    }
}

/// Each engine has a runtime of its own: what still runs for one ends with it.
fn measure(report: &mut Report) -> Outcome<()> {
    let settings = Settings::read()?;
    settings::log_as_the_server_does();
    for engine in settings.engines() {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        runtime.block_on(measure_on(engine, &settings, report))?;
    }
    Ok(())
}

async fn measure_on(engine: Engine, settings: &Settings, report: &mut Report) -> Outcome<()> {
    say(&format!("{engine}: making {} organisations of {} loans", deployment::ORGANISATIONS, deployment::LOANS));
    let deployment = Deployment::make(engine, settings).await?;
    report.provisioning.push((engine, deployment.provisioning.clone()));
    if settings.wants("pages") {
        measure_pages(engine, &deployment, settings, report).await?;
    }
    if settings.wants("brands") {
        say(&format!("{engine}: brands"));
        report.brands.push(brand::measure(engine, &deployment).await?);
    }
    if settings.wants("refusals") {
        say(&format!("{engine}: refused sign-ins"));
        report.refusals.extend(refusals::measure(engine, &deployment, settings).await?);
    }
    if settings.wants("metrics") {
        say(&format!("{engine}: counting"));
        report.metrics.push(metrics::measure(engine, &deployment, settings).await?);
    }
    deployment.platform.shut_down().await;
    if engine == Engine::Sqlite {
        say("starting the server");
        report.start_up = Some(start_up::measure(settings, deployment.directory())?);
    }
    Ok(())
}

async fn measure_pages(
    engine: Engine,
    deployment: &Deployment,
    settings: &Settings,
    report: &mut Report,
) -> Outcome<()> {
    let stand = Stand::set_up(deployment, settings).await?;
    if report.files.is_none() {
        report.files = Some(files::measure(&stand, settings).await?);
    }
    if report.first_paint.is_none() {
        say("the first paint");
        report.first_paint = first_paint::measure(&stand, settings).await?;
    }
    if report.studio.is_empty() {
        say("the studio's preview");
        report.studio = studio::measure(&stand, settings).await?;
    }
    for page in stand.pages() {
        say(&format!("{engine}: {}", page.name));
        report.comparisons.extend(comparison::compare(engine, &page).await?);
    }
    Ok(())
}

fn say(what: &str) {
    eprintln!("   {what}");
}
