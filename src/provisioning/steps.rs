//! What each step does. The walk through them is in `saga.rs`.

use super::{
    Step, StepReport, StepState,
    clone::{self, Origin},
    lease, record,
    saga::{Saga, micros_since},
};
use crate::{
    access::Role,
    audit,
    brand::{self, BrandTokens},
    db::{Condition, ToSqlx},
    error::{Error, Result},
    fault::Problem,
    memberships::invitations,
    tenants, upgrades,
};
use std::{sync::Arc, time::Instant};

impl<F: FnMut(StepReport) -> Result<()> + Send> Saga<F> {
    pub(super) async fn make_database(&mut self) -> Result<()> {
        let (lifecycle, modules) = (&self.platform.lifecycle, &self.plan.modules);
        self.made = Some(match self.start.origin() {
            None if self.claimed => lifecycle.take_over(&self.home, modules).await?,
            None => lifecycle.create(&self.home, modules).await?,
            Some(origin) => Arc::new(self.copy_of(origin).await?),
        });
        Ok(())
    }

    /// Copies the other's database. When a move began meanwhile, what it made of that one would come along, and nobody could
    /// ever write to the copy; a schema isn't even copied then.
    async fn copy_of(&self, origin: &Origin) -> Result<Condition> {
        let (lifecycle, modules) = (&self.platform.lifecycle, &self.plan.modules);
        let copied = Box::pin(lifecycle.copy(&origin.tenant.home, &self.home)).await;
        let seen = if copied.is_ok() { &self.home } else { &origin.tenant.home };
        let condition = Box::pin(lifecycle.inspect(seen, modules)).await?;
        if condition.is_barred() {
            return Err(Error::field("source", Problem::IsMoving));
        }
        copied?;
        Ok(condition)
    }

    pub(super) async fn seed_brand(&mut self) -> Result<()> {
        if let Some(origin) = self.start.origin() {
            let mut tx = self.platform.central.begin().await?;
            clone::copy_settings(&mut tx, origin.tenant.id, self.tenant_id).await?;
            tx.commit().await?;
            return self.part_from_origin().await;
        }
        let tenant = tenants::find(&self.platform, self.plan.slug.as_str()).await?.ok_or_else(Error::not_found)?;
        let db = self.platform.fleet.open(&tenant).await?;
        let mut tx = db.db().begin().await?;
        brand::initial(&mut tx, &BrandTokens::default(), self.platform.clock.now()).await?;
        tx.commit().await?;
        self.tenant = Some(tenant);
        Ok(())
    }

    /// What the copy must not have of the other.
    async fn part_from_origin(&self) -> Result<()> {
        let tenant = tenants::find(&self.platform, self.plan.slug.as_str()).await?.ok_or_else(Error::not_found)?;
        let db = self.platform.fleet.open(&tenant).await?;
        let mut tx = db.db().begin().await?;
        brand::forget_origin(&self.platform, &mut tx).await?;
        Ok(tx.commit().await?)
    }

    pub(super) async fn invite_administrator(&mut self) -> Result<()> {
        let mut tx = self.platform.central.begin().await?;
        if let Some((name, email)) = &self.plan.administrator {
            self.token = invitations::create(&mut tx, &self.platform, self.tenant_id, email, name, Role::Owner).await?;
        }
        if let Some(origin) = self.start.origin().filter(|origin| origin.with_members) {
            clone::copy_members(&mut tx, &self.platform, origin.tenant.id, self.tenant_id).await?;
        }
        Ok(tx.commit().await?)
    }

    pub(super) async fn enable_modules(&mut self) -> Result<()> {
        let mut tx = self.platform.central.begin().await?;
        let now = self.platform.clock.now().to_sqlx();
        for module in &self.plan.modules {
            let text = "insert into tenant_module (tenant_id, module, enabled_at) values ($1, $2, $3)";
            sql!(&mut tx, execute text, self.tenant_id, module.key(), now)?;
        }
        if let Some(origin) = self.start.origin() {
            // What is turned off there came along with its tables, and stays turned off.
            let text = "update tenant_module set disabled_at = $1
                        where tenant_id = $2 and module in
                          (select o.module from tenant_module o where o.tenant_id = $3 and o.disabled_at is not null)";
            sql!(&mut tx, execute text, now, self.tenant_id, origin.tenant.id)?;
        }
        if let Some(made) = &self.made {
            upgrades::record(&mut tx, self.tenant_id, made).await?;
        }
        Ok(tx.commit().await?)
    }

    pub(super) async fn activate(&mut self, started: Instant) -> Result<()> {
        let bytes = self.platform.lifecycle.size(&self.home).await?;
        let mut tx = self.platform.central.begin().await?;
        lease::still_has(&mut tx, self.id, &self.owner).await?;
        let text = "update tenant set status = 'active', database_bytes = $1 where id = $2";
        sql!(&mut tx, execute text, bytes, self.tenant_id)?;
        let id = Some(self.tenant_id);
        if let Some(Origin { tenant, author, .. }) = self.start.origin() {
            let detail = format!("{} -> {}", tenant.slug, self.plan.slug);
            audit::record_by(&mut tx, &self.platform, "tenant-cloned", id, author, &detail).await?;
        } else {
            let slug = self.plan.slug.as_str();
            audit::record_in(&mut tx, &self.platform, "tenant-created", id, None, "", slug).await?;
        }
        if self.start.origin().is_none() {
            // Who reads that all is done reads the link as well.
            self.platform.fresh_links.insert(self.id, self.invitation_url());
        }
        // Whenever the process dies: what is open was made to its end, and its page says so.
        let done = StepReport { step: Step::Activate, state: StepState::Done, micros: micros_since(started) };
        record::note(&mut tx, self.id, done).await?;
        record::finish(&mut tx, &self.platform, self.id, "done").await?;
        self.platform.directory.changed(&mut tx).await?;
        tx.commit().await?;
        self.platform.directory.forget();
        Ok(())
    }
}
