//! The receipt of a repayment: what the organisation gives to who has paid, as PDF.

use super::receipt_words as words;
use crate::{
    endpoints,
    error::AppError,
    i18n::{Locale, amount_in_words, format_date, format_time},
    server::export::{answer, asked, attached},
};
use axum::{
    Extension,
    body::Body,
    http::{Response, Uri},
};
use jiff::tz::TimeZone;
use tenantry::{
    brand::BrandTokens,
    documents::{self, Block, Document},
    fault::{Fault, Problem},
    http::Visit,
    ids::RepaymentId,
    loans::Receipt,
    money::{Currency, format_amount},
};

pub(crate) async fn receipt(Extension(visit): Extension<Visit>, uri: Uri) -> Response<Body> {
    answer(file(&visit, &uri).await)
}

async fn file(visit: &Visit, uri: &Uri) -> Result<Response<Body>, AppError> {
    let ctx = visit.enter(&endpoints::LOANS_RECEIPT).await?;
    let asked = asked(uri);
    let id = asked.get("repayment").ok_or_else(|| AppError(Fault::field("repayment", Problem::Required)))?;
    let id: RepaymentId = id.parse().map_err(|_| AppError::not_found())?;
    let locale =
        asked.get("lang").and_then(|lang| visit.platform.settings.languages().parse(&lang)).unwrap_or(visit.locale);
    let receipt = tenantry::loans::receipt(&ctx, id).await?.ok_or_else(AppError::not_found)?;
    let tokens = visit.platform.brands.get(&visit.platform, &ctx.tenant).await?.tokens.clone();
    let house = House { name: &ctx.tenant.name, currency: ctx.tenant.currency, zone: &ctx.tenant.zone };
    let name = file_name(words::file_name(locale), &receipt.number, &ctx.tenant.name);
    let document = document(&receipt, &house, &tokens, locale);
    let bytes = documents::pdf(&ctx.platform, &ctx.tenant, document, tokens).await?;
    Ok(attached(&name, "application/pdf", Body::from(bytes)))
}

/// The organisation that gives it.
pub(crate) struct House<'a> {
    pub name: &'a str,
    pub currency: Currency,
    pub zone: &'a TimeZone,
}

/// The receipt in words. Guarantors aren't the payer's to show around, so they are not in it.
pub(crate) fn document(receipt: &Receipt, house: &House, tokens: &BrandTokens, locale: Locale) -> Document {
    let amount = |minor| format_amount(minor, house.currency, locale);
    let day = |day| format_date(day, locale);
    let notice = receipt.cancelled_on.map(|on| Block::Notice(words::cancelled(locale, &day(on))));
    let figure = Block::Figure {
        label: words::received(locale, &day(receipt.paid_on)),
        figure: amount(receipt.amount),
        words: amount_in_words(receipt.amount, house.currency, locale),
    };
    let loan = words::loan(locale, receipt.loan_number, &amount(receipt.lent), &day(receipt.starts_on));
    let recorded_at = format_time(house.zone.to_datetime(receipt.recorded_at), locale);
    let recorded = match &receipt.recorded_by {
        Some(by) => words::recorded_by(locale, by, &recorded_at),
        None => recorded_at,
    };
    let facts = [
        (words::payer(locale), receipt.borrower.clone()),
        (words::received_for(locale), loan),
        (words::paid_on(locale), day(receipt.paid_on)),
        (words::recorded(locale), recorded),
    ];
    let sums = [
        (words::due_before(locale), amount(receipt.due_before)),
        (words::this_repayment(locale), format!("−\u{a0}{}", amount(receipt.amount))),
        (words::due_after(locale), amount(receipt.due_after)),
    ];
    let named = |(name, value): (&'static str, String)| (name.to_owned(), value);
    let sums = Block::Sums { title: words::balance(locale).to_owned(), rows: sums.map(named).into() };
    Document {
        locale,
        house: house.name.to_owned(),
        title: words::title(locale, &receipt.number, house.name),
        heading: words::heading(locale).to_owned(),
        reference: words::number(locale, &receipt.number),
        blocks: notice.into_iter().chain([figure, Block::Facts(facts.map(named).into()), sums]).collect(),
        foot: [tokens.texts.mail_footer(locale)]
            .iter()
            .filter(|text| !text.is_empty())
            .map(|text| (*text).to_owned())
            .collect(),
        links: tokens.texts.legal(locale).iter().map(|link| (link.label.clone(), link.url.to_string())).collect(),
        made_at: receipt.recorded_at,
    }
}

/// `recu-12-3-gmah-paris.pdf`: ASCII without quotes by construction.
fn file_name(what: &str, number: &str, of: &str) -> String {
    let of = tenantry::tenants::suggestion_for(of);
    if of.is_empty() { format!("{what}-{number}.pdf") } else { format!("{what}-{number}-{of}.pdf") }
}
