//! A fleet upgrade as the next version of the program would bring it: a column, an index, and a value for the rows that
//! there are.

use super::{Outcome, report::Report};
use crate::{
    cli::progress::Progress,
    clock::Clock,
    config::Config,
    db::{Lifecycle, Migrations, Schema},
    modules::Module,
    platform::Platform,
    random::Random,
    upgrades::{self, Observer, Options, Pace, Ran, RunState},
    users::Passwords,
};
use std::{sync::Arc, time::Instant};

const NEXT: &str = "alter table loan add column reference text;\n\
                    create index loan_reference_idx on loan (reference);\n\
                    update loan set reference = 'L-' || number;\n";

pub(super) async fn measure(config: Config, report: &mut Report) -> Outcome<()> {
    let loans = Schema::Module(Module::Loans);
    let migrations = Migrations::default().with(loans, loans.version() + 1, NEXT);
    let lifecycle = Lifecycle::with(config.database.location.clone(), migrations);
    let opened = Platform::open_on(lifecycle, config, Clock::system(), Random::system(), Passwords::new()).await;
    let platform = opened?;
    let (progress, nobody): (_, Observer) = (Progress::new("Migrating", 0), Arc::new(|_| {}));
    let started = Instant::now();
    let ran = progress.during(upgrades::run(&platform, &Options::default(), Pace::default(), &nobody)).await;
    let took = started.elapsed();
    let again = Instant::now();
    let nothing = upgrades::run(&platform, &Options::default(), Pace::default(), &nobody).await;
    let idle = again.elapsed();
    platform.shut_down().await;
    let (Ran::Ended(run), Ran::NothingToDo(_)) = (ran?, nothing?) else { return Err("the upgrade did not end".into()) };
    if run.state != RunState::Done || run.counts.failed > 0 {
        return Err(format!("the upgrade ended as {:?} with {} failures", run.state, run.counts.failed).into());
    }
    report.migrated(run.counts.done, took, idle);
    Ok(())
}
