//! Coming in and going out: what changes the visit's session.

use super::Visit;
use crate::{
    context::Actor,
    error::{Error, Result},
    fault::{Kind, Problem},
    locale::Locale,
    memberships::invitations,
    metrics::Measure,
    operators,
    sessions::{self, Caller},
    users::{self, PasswordChange, Principal, SignIn},
};

impl Visit {
    /// Signs in on this host, as a member of its organisation or, at the console, as an operator. Gives the language that
    /// the person has chosen for themselves, if any.
    pub async fn sign_in(&self, email: String, password: String) -> Result<Option<Locale>> {
        let form =
            SignIn { email, password, host: self.host.as_str(), tenant: self.tenant.as_deref(), address: self.address };
        let principal = users::sign_in(&self.platform, form).await.inspect_err(|error| self.count_refusal(error))?;
        self.begin(&principal).await?;
        Ok(users::profile(&self.platform, principal.user).await?.locale)
    }

    pub async fn sign_out(&self) -> Result<()> {
        sessions::end(self.session()?).await
    }

    /// Signs an operator in by the link that was printed for them.
    pub async fn enter_by_link(&self, token: &str) -> Result<()> {
        let principal = operators::consume_link(&self.platform, token).await?;
        self.begin(&principal).await
    }

    /// Joins this organisation by an invitation, and signs in.
    pub async fn accept_invitation(&self, token: &str, name: &str, password: String) -> Result<()> {
        let principal = invitations::accept(&self.platform, self.tenant()?, token, name, password).await?;
        self.begin(&principal).await
    }

    /// Changes the caller's password and ends their other sessions.
    pub async fn change_password(&self, form: PasswordChange) -> Result<()> {
        let user = match &self.caller {
            Caller::Member(actor) => actor.user,
            Caller::Operator(actor) => actor.user,
            Caller::Nobody | Caller::Foreign => return Err(Error::new(Kind::Unauthenticated)),
        };
        let tenant = self.tenant.as_ref().map(|tenant| tenant.id);
        users::change_password(&self.platform, self.session()?, user, tenant, self.host.as_str(), form).await
    }

    /// The member who calls.
    pub fn actor(&self) -> Result<&Actor> {
        match &self.caller {
            Caller::Member(actor) => Ok(actor),
            _ => Err(Error::new(Kind::Unauthenticated)),
        }
    }

    async fn begin(&self, principal: &Principal) -> Result<()> {
        sessions::start(self.session()?, principal, self.host.as_str()).await?;
        self.count(Measure::SignIns);
        Ok(())
    }

    /// A form that was sent empty is no try.
    fn count_refusal(&self, error: &Error) {
        let is_wrong = error.fault.fields.iter().any(|of| of.problem == Problem::WrongCredentials);
        if is_wrong || matches!(error.kind(), Kind::RateLimited { .. }) {
            self.count(Measure::RefusedSignIns);
        }
    }

    fn count(&self, measure: Measure) {
        self.platform.meters.count(self.tenant.as_ref().map(|tenant| tenant.id), self.plane, measure);
    }

    fn session(&self) -> Result<&tower_sessions::Session> {
        self.session.as_ref().ok_or_else(|| Error::new(Kind::Internal))
    }
}
