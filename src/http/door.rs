//! Coming in and going out: what changes the visit's session.

use super::Visit;
use crate::{
    context::Actor,
    error::{Error, Result},
    fault::{Kind, Problem},
    locale::Locale,
    memberships::invitations::{self, Acceptance},
    metrics::Measure,
    operators::{self, Entrance, Entry},
    sessions::{self, Caller, Owner},
    support,
    users::{self, OwnSession, PasswordChange, Principal, ResetPreview, SignIn},
};
use jiff::tz::TimeZone;

impl Visit {
    /// Signs in on this host, as a member of its organisation or, at the console, as an operator. Gives the language that
    /// the person has chosen for themselves, if it is offered.
    pub async fn sign_in(&self, email: String, password: String) -> Result<Option<Locale>> {
        let form =
            SignIn { email, password, host: self.host.as_str(), tenant: self.tenant.as_deref(), address: self.address };
        let principal = users::sign_in(&self.platform, form).await.inspect_err(|error| self.count_refusal(error))?;
        self.begin(&principal).await?;
        let chosen = users::profile(&self.platform, principal.user).await?.locale;
        let languages = self.platform.settings.languages();
        Ok(chosen.filter(|locale| languages.offers(*locale)))
    }

    pub async fn sign_out(&self) -> Result<()> {
        sessions::end(self.session()?).await
    }

    /// Who a link for an operator is for, and what it asks them.
    pub async fn entrance(&self, token: &str) -> Result<Entrance> {
        operators::entrance(&self.platform, token).await
    }

    /// Signs an operator in by the link that was printed for them or handed to them.
    pub async fn enter_by_link(&self, entry: Entry) -> Result<()> {
        let principal = operators::enter(&self.platform, entry).await?;
        self.begin(&principal).await
    }

    /// Joins this organisation by an invitation, and signs in.
    pub async fn accept_invitation(&self, token: &str, name: &str, password: String) -> Result<()> {
        let form = Acceptance { token, name, password, address: Some(self.address) };
        let principal = invitations::accept(&self.platform, self.tenant()?, form).await?;
        self.begin(&principal).await
    }

    /// Comes in as support by the address that the console made. Whoever was signed in on this host no longer is.
    pub async fn enter_as_support(&self, token: &str) -> Result<()> {
        let entry = support::consume(&self.platform, self.tenant()?, self.host.as_str(), token).await?;
        let because = (entry.request, entry.ends_at);
        sessions::start_support(self.session()?, &entry.principal, self.host.as_str(), because, self.device).await
    }

    /// Goes out again, for whoever is inside as support.
    pub async fn leave_as_support(&self) -> Result<()> {
        let Caller::Support(actor) = &self.caller else { return Ok(()) };
        support::leave(&self.platform, self.tenant()?, actor).await?;
        sessions::end(self.session()?).await
    }

    /// Has a link to a new password sent to whoever has a place on this host.
    pub async fn ask_reset(&self, email: &str) -> Result<()> {
        users::ask_reset(&self.platform, self.tenant.as_deref(), self.address, email).await
    }

    /// Whose password a link of this host is about.
    pub async fn reset_preview(&self, token: &str) -> Result<ResetPreview> {
        users::reset_preview(&self.platform, self.tenant.as_deref(), token).await
    }

    /// Sets a password by a link of this host. Nobody is signed in by it.
    pub async fn reset_password(&self, token: &str, new: String, repeat: String) -> Result<()> {
        users::reset_password(&self.platform, self.tenant.as_deref(), token, new, repeat).await
    }

    /// Changes the caller's password and ends their other sessions.
    pub async fn change_password(&self, form: PasswordChange) -> Result<()> {
        let Owner { user, tenant, host, .. } = self.owner()?;
        users::change_password(&self.platform, self.session()?, user, tenant, host, form).await
    }

    /// Where the caller is signed in. The organisation's time is told, or at the console UTC.
    pub async fn own_sessions(&self) -> Result<Vec<OwnSession>> {
        let zone = self.tenant.as_ref().map_or(TimeZone::UTC, |tenant| tenant.zone.clone());
        sessions::own(&self.platform, self.owner()?.user, self.session()?, &zone).await
    }

    /// Ends another one of the caller's sessions.
    pub async fn end_own_session(&self, key: &str) -> Result<()> {
        sessions::end_own(&self.platform, self.owner()?, self.session()?, key).await
    }

    /// Ends all of the caller's sessions but this one.
    pub async fn end_other_sessions(&self) -> Result<()> {
        sessions::end_own_others(&self.platform, self.owner()?, self.session()?).await
    }

    /// Whose account the caller's own is. An operator who is inside an organisation has theirs at the console.
    fn owner(&self) -> Result<Owner<'_>> {
        let (user, email) = match &self.caller {
            Caller::Member(actor) => (actor.user, actor.email.as_str()),
            Caller::Operator(actor) => (actor.user, actor.email.as_str()),
            Caller::Support(_) => return Err(Error::new(Kind::Forbidden)),
            Caller::Nobody | Caller::Foreign => return Err(Error::new(Kind::Unauthenticated)),
        };
        Ok(Owner { user, email, tenant: self.tenant.as_ref().map(|tenant| tenant.id), host: self.host.as_str() })
    }

    /// The member who calls.
    pub fn actor(&self) -> Result<&Actor> {
        match &self.caller {
            Caller::Member(actor) => Ok(actor),
            _ => Err(Error::new(Kind::Unauthenticated)),
        }
    }

    async fn begin(&self, principal: &Principal) -> Result<()> {
        sessions::start_on(self.session()?, principal, self.host.as_str(), self.device).await?;
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
