//! The walk through the steps, and the way back.

use super::{Step, StepReport, StepState, Terms, lease, record, start::Start, sweep, validate::Plan};
use crate::{
    db::{Condition, DatabaseName, Home, ToSqlx, Tx, on_constraint},
    error::Result,
    fault::Problem,
    ids::{ProvisioningId, TenantId},
    plans,
    platform::Platform,
    stock::{self, Target},
    tenants::{self, NewTenant, Tenant, resting, search_words},
    traces::SpanKind,
};
use std::{sync::Arc, time::Instant};

/// What came out of it.
#[derive(Clone, Debug)]
pub struct Provisioned {
    pub slug: String,
    /// The organisation's front door.
    pub url: String,
    /// The administrator's link, valid once.
    pub invitation_url: String,
    pub steps: Vec<StepReport>,
}

/// Makes an organisation and waits for it. `observe` is told of every step as it begins and ends; an error that it
/// gives stops the work as a failing step does.
///
/// # Errors
/// `Invalid` with the fields that are wrong, a taken slug included. Whatever the error, nothing is left behind.
pub async fn provision<F>(platform: Arc<Platform>, new: NewTenant, observe: F) -> Result<Provisioned>
where
    F: FnMut(StepReport) -> Result<()> + Send,
{
    provision_on(platform, new, Terms::default(), observe).await
}

/// The same on terms that an operator decides: the plan, and where the data goes.
///
/// # Errors
/// Also `Unavailable` when no server has room.
pub async fn provision_on<F>(platform: Arc<Platform>, new: NewTenant, terms: Terms, observe: F) -> Result<Provisioned>
where
    F: FnMut(StepReport) -> Result<()> + Send,
{
    let plan = Plan::checked(new, &platform.settings.current())?;
    let mut saga = Saga::reserve(platform, plan, Start::Anew(terms), observe).await?;
    // The walk is large, and who waits for it needn't be.
    Box::pin(saga.finish_or_undo()).await
}

/// Validates and reserves at once, so that the form can show what is wrong, and does the rest in the background.
/// `progress` tells how far it is.
pub async fn start(platform: Arc<Platform>, new: NewTenant) -> Result<ProvisioningId> {
    start_on(platform, new, Terms::default()).await
}

/// The same on terms that an operator decides.
pub async fn start_on(platform: Arc<Platform>, new: NewTenant, terms: Terms) -> Result<ProvisioningId> {
    let plan = Plan::checked(new, &platform.settings.current())?;
    let saga = Saga::reserve(platform, plan, Start::Anew(terms), |_| Ok(())).await?;
    Ok(saga.go_on_alone())
}

pub(super) struct Saga<F> {
    pub(super) platform: Arc<Platform>,
    pub(super) id: ProvisioningId,
    /// Under this name it is held.
    pub(super) owner: String,
    pub(super) tenant_id: TenantId,
    /// Chosen when the slug is taken; until then nothing is anywhere.
    pub(super) home: Home,
    pub(super) plan: Plan,
    pub(super) start: Start,
    observe: F,
    reports: Vec<StepReport>,
    /// The token of the administrator's link.
    pub(super) token: String,
    pub(super) tenant: Option<Arc<Tenant>>,
    /// The clean install that the database is a copy of.
    pub(super) made: Option<Arc<Condition>>,
    /// The database comes from the stock.
    pub(super) claimed: bool,
}

impl<F: FnMut(StepReport) -> Result<()> + Send + Sync + 'static> Saga<F> {
    /// Does the rest in the background, for whoever looks at its progress.
    pub(super) fn go_on_alone(mut self) -> ProvisioningId {
        let id = self.id;
        let trace = self.platform.traces.job("provisioning", SpanKind::Internal);
        trace.note_tenant(self.plan.slug.as_str());
        tokio::spawn(async move {
            if let Err(error) = trace.around(self.finish_or_undo()).await {
                trace.fail("failed");
                tracing::error!(error = %error.with_causes(), provisioning = %id, "provisioning failed and was undone");
            }
        });
        id
    }
}

impl<F: FnMut(StepReport) -> Result<()> + Send> Saga<F> {
    pub(super) async fn reserve(platform: Arc<Platform>, plan: Plan, start: Start, mut observe: F) -> Result<Self> {
        let started = Instant::now();
        if let Start::Anew(terms) = &start {
            terms.validate()?;
        }
        let name = DatabaseName::generate(&platform.random);
        let validated = StepReport { step: Step::Validate, state: StepState::Done, micros: micros_since(started) };
        observe(validated)?;
        let mut saga = Self {
            id: ProvisioningId::new(&platform.random, &platform.clock),
            owner: lease::owner(&platform),
            tenant_id: TenantId::new(&platform.random, &platform.clock),
            home: Home::new(platform.lifecycle.own_placement(), None, name),
            platform,
            plan,
            start,
            observe,
            reports: vec![validated],
            token: String::new(),
            tenant: None,
            made: None,
            claimed: false,
        };
        saga.take_slug().await?;
        Ok(saga)
    }

    /// Takes the slug: from here on nobody else can have it, and a crash is found by the sweep.
    async fn take_slug(&mut self) -> Result<()> {
        let started = Instant::now();
        // There is seldom one, and who waits for the rest needn't carry it along.
        Box::pin(sweep::abandoned(&self.platform, self.plan.slug.as_str())).await?;
        let mut tx = self.platform.central.begin().await?;
        let now = self.platform.clock.now().to_sqlx();
        let slug = self.plan.slug.as_str();
        let settings = self.platform.settings.current();
        let plan_key = self.start.plan(&settings.plans.default);
        if let Start::Anew(terms) = &self.start {
            plans::check_plan(&mut tx, plan_key, terms.plan.is_some(), &self.plan.modules).await?;
        }
        resting::check_free(&mut tx, &self.platform, &self.plan.slug, None).await?;
        self.home = self.start.home(&mut tx, &self.platform, self.home.name().clone()).await?;
        if let Some(name) = self.claim(&mut tx).await? {
            (self.home, self.claimed) = (Home::new(self.home.placement(), self.home.server(), name), true);
        }
        // Somebody else may take it in between; the suggestion is then only likely to be free.
        let suggestion = resting::near(slug).next().map(|slug| slug.to_string()).unwrap_or_default();
        let taken = on_constraint("tenant_slug_key", "slug", Problem::SlugTaken { suggestion });
        sql!(
            &mut tx,
            execute "insert into tenant
                       (id, slug, name, status, locale, time_zone, currency, plan, placement, server_id, database_name,
                        created_at)
                     values ($1, $2, $3, 'provisioning', $4, $5, $6, $7, $8, $9, $10, $11)",
            self.tenant_id,
            slug,
            &self.plan.name,
            self.plan.locale.tag(),
            &self.plan.time_zone,
            self.plan.currency.code(),
            plan_key,
            self.home.placement().key(),
            self.home.server(),
            self.home.name().as_str(),
            now
        )
        .map_err(taken)?;
        search_words::index(&mut tx, self.tenant_id).await?;
        resting::check_rested(&mut tx, &self.platform, &self.plan.slug, None).await?;
        let host = tenants::host_of_slug(&self.plan.slug, &self.platform.config.server.public_url);
        let text =
            "insert into domain (host, tenant_id, is_main, verified_at, created_at) values ($1, $2, true, $3, $3)";
        sql!(&mut tx, execute text, host, self.tenant_id, now)?;
        let subject = (&self.plan.slug, self.tenant_id);
        record::begin(&mut tx, &self.platform, self.id, &self.owner, subject).await?;
        let reserved = StepReport { step: Step::Reserve, state: StepState::Done, micros: micros_since(started) };
        for report in [self.reports[0], reserved, running(Step::Database)] {
            record::note(&mut tx, self.id, report).await?;
        }
        tx.commit().await?;
        self.reports.push(reserved);
        if self.start.origin().is_none() {
            self.platform.stock.count(Target::of(&self.home), self.claimed);
        }
        Ok(())
    }

    /// A copy of another's database is made of that one.
    async fn claim(&self, tx: &mut Tx) -> Result<Option<DatabaseName>> {
        if self.start.origin().is_some() {
            return Ok(None);
        }
        stock::claim(tx, &self.platform, &self.home, &self.plan.modules).await
    }

    pub(super) async fn finish_or_undo(&mut self) -> Result<Provisioned> {
        let _at_work = self.platform.stock.at_work();
        let _held = lease::Keeping::start(&self.platform, self.id, &self.owner);
        match self.walk().await {
            Ok(done) => Ok(done),
            Err(error) => {
                self.undo().await;
                Err(error)
            }
        }
    }

    async fn walk(&mut self) -> Result<Provisioned> {
        (self.observe)(self.reports[self.reports.len() - 1])?;
        for step in &Step::ALL[2..] {
            (self.observe)(running(*step))?;
            let started = Instant::now();
            let outcome = self.run(*step, started).await;
            let state = if outcome.is_ok() { StepState::Done } else { StepState::Failed };
            let report = StepReport { step: *step, state, micros: micros_since(started) };
            self.reports.push(report);
            self.record(report).await?;
            outcome?;
            (self.observe)(report)?;
        }
        let (url, invitation_url) = (self.origin(), self.invitation_url());
        Ok(Provisioned { slug: self.plan.slug.to_string(), url, invitation_url, steps: self.reports.clone() })
    }

    async fn run(&mut self, step: Step, started: Instant) -> Result<()> {
        match step {
            Step::Validate | Step::Reserve => Ok(()),
            Step::Database => self.make_database().await,
            Step::Brand => self.seed_brand().await,
            Step::Administrator => self.invite_administrator().await,
            Step::Modules => self.enable_modules().await,
            Step::Activate => self.activate(started).await,
        }
    }

    /// Records a step's end and the beginning of the next, in one transaction. That the last one is done is part of what
    /// it does.
    async fn record(&self, report: StepReport) -> Result<()> {
        let next = Step::ALL.iter().skip_while(|step| **step != report.step).nth(1);
        let following = match (report.state, next) {
            (StepState::Done, None) => return Ok(()),
            (StepState::Done, next) => next,
            _ => None,
        };
        let mut tx = self.platform.central.begin().await?;
        record::note(&mut tx, self.id, report).await?;
        if let Some(next) = following {
            record::note(&mut tx, self.id, running(*next)).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn undo(&mut self) {
        for report in self.reports.iter_mut().filter(|report| report.state == StepState::Done) {
            report.state = StepState::Undone;
        }
        if let Err(error) = sweep::undo(&self.platform, self.id, self.tenant_id, &self.home, &self.reports).await {
            tracing::error!(error = %error.with_causes(), slug = %self.plan.slug, "could not be undone; the sweep tries again");
        }
    }

    pub(super) fn invitation_url(&self) -> String {
        format!("{}/invitation?token={}", self.origin(), self.token)
    }

    fn origin(&self) -> String {
        let public_url = &self.platform.config.server.public_url;
        public_url.origin_of(&tenants::host_of_slug(&self.plan.slug, public_url))
    }
}

fn running(step: Step) -> StepReport {
    StepReport { step, state: StepState::Running, micros: 0 }
}

pub(super) fn micros_since(started: Instant) -> i64 {
    i64::try_from(started.elapsed().as_micros()).unwrap_or(i64::MAX)
}
