//! What an organisation's administrators change of it: name, language, time zone, currency.

use super::search_words;
use crate::{
    audit,
    context::TenantCtx,
    db::Tx,
    error::{Error, Result},
    fault::{Problem, Problems},
    ids::TenantId,
    loans,
    locale::{Languages, Locale},
    mail::Sender,
    modules::Module,
    money::Currency,
    plans::Feature,
    zones::ZoneName,
};

/// The form as it is sent: text as typed.
#[derive(Clone, Debug, Default)]
pub struct SettingsForm {
    pub name: String,
    pub locale: String,
    pub time_zone: String,
    pub currency: String,
    /// Whom mails come from; empty stands for the organisation's name.
    pub sender_name: String,
    /// Where answers to mails go; empty stands for nowhere.
    pub reply_to: String,
}

struct Settings {
    name: String,
    locale: Locale,
    time_zone: ZoneName,
    currency: Currency,
    sender: Sender,
}

/// # Errors
/// `Invalid` with every field that is wrong.
pub async fn update_settings(ctx: &TenantCtx, form: SettingsForm) -> Result<()> {
    let settings = Settings::checked(form, &ctx.platform.settings.languages())?;
    check_sender(ctx, &settings.sender).await?;
    check_currency(ctx, settings.currency).await?;
    let mut tx = ctx.platform.central.begin().await?;
    sql!(
        &mut tx,
        execute "update tenant set name = $1, locale = $2, time_zone = $3, currency = $4 where id = $5",
        &settings.name,
        settings.locale.tag(),
        settings.time_zone.as_str(),
        settings.currency.code(),
        ctx.tenant.id
    )?;
    settings.sender.save(&mut tx, ctx.tenant.id).await?;
    search_words::index(&mut tx, ctx.tenant.id).await?;
    audit::record_by_member(&mut tx, ctx, "settings-changed", &settings.name).await?;
    ctx.platform.directory.changed(&mut tx).await?;
    tx.commit().await?;
    ctx.platform.directory.forget();
    Ok(())
}

/// Amounts are numbers in the organisation's currency: another one would make other amounts of them.
async fn check_currency(ctx: &TenantCtx, currency: Currency) -> Result<()> {
    let is_other = currency != ctx.tenant.currency;
    if is_other
        && ctx.tenant.installed.contains(&Module::Loans)
        && loans::is_any_recorded(&mut ctx.read().await?).await?
    {
        return Err(Error::field("currency", Problem::CurrencyInUse));
    }
    Ok(())
}

/// What was there before a plan took it away may stay as it is, or go.
async fn check_sender(ctx: &TenantCtx, sender: &Sender) -> Result<()> {
    if ctx.tenant.has_feature(Feature::MailSender, ctx.clock().now()) {
        return Ok(());
    }
    let kept = Sender::of(&ctx.platform, ctx.tenant.id).await?;
    let mut problems = Problems::default();
    let fields = [("sender_name", &sender.name, &kept.name), ("reply_to", &sender.reply_to, &kept.reply_to)];
    for (field, typed, kept) in fields {
        if typed.is_some() && typed != kept {
            problems.add(field, Problem::NotInPlan);
        }
    }
    Ok(problems.finish()?)
}

/// Changes the name alone, inside a transaction of the central database; the caller forgets the directory after it.
pub async fn rename(tx: &mut Tx, tenant: TenantId, name: &str) -> Result<()> {
    sql!(tx, execute "update tenant set name = $1 where id = $2", name, tenant)?;
    search_words::index(tx, tenant).await
}

impl Settings {
    fn checked(form: SettingsForm, languages: &Languages) -> Result<Self> {
        let mut problems = Problems::default();
        let name = problems.take("name", crate::users::name(&form.name));
        let locale = problems.take("locale", languages.parse(&form.locale).ok_or(Problem::NotAChoice));
        let currency = problems.take("currency", form.currency.parse().map_err(|()| Problem::CurrencyUnknown));
        let zone = problems.take("time_zone", form.time_zone.parse::<ZoneName>());
        let sender_name = problems.take("sender_name", Sender::checked_name(&form.sender_name));
        let reply_to = problems.take("reply_to", Sender::checked_reply_to(&form.reply_to));
        match (name, locale, currency, zone, sender_name.zip(reply_to)) {
            (Some(name), Some(locale), Some(currency), Some(time_zone), Some((sender_name, reply_to))) => {
                let sender = Sender { name: sender_name, reply_to };
                Ok(Self { name, locale, time_zone, currency, sender })
            }
            _ => Err(problems.finish().err().map_or_else(Error::not_found, Error::from)),
        }
    }
}
