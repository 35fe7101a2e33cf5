//! Server functions of the loans.

use crate::error::AppError;
use jiff::civil::Date;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use tenantry::{
    ids::{LoanId, RepaymentId},
    loans::{BorrowerChoice, LendingOverview, LoanDetail, LoanQuery, LoanSummary, NewLoan, NewRepayment},
    tenants::Page,
};

/// A loan, and the day it is looked at where the organisation is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LoanToday {
    pub loan: LoanDetail,
    #[serde(with = "tenantry::day")]
    pub today: Date,
    /// For the form of a repayment: sent twice, it records once.
    pub repayment_id: RepaymentId,
}

/// What the form of a new loan starts from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LoanChoices {
    pub borrowers: Vec<BorrowerChoice>,
    #[serde(with = "tenantry::day")]
    pub today: Date,
    /// The new loan's id: the form, sent twice, lends once.
    pub id: LoanId,
}

#[server(endpoint = "loans/list")]
pub async fn list_loans(#[server(default)] query: LoanQuery) -> Result<Page<LoanSummary>, AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::LOANS_LIST).await?;
    Ok(tenantry::loans::list(&ctx, &query).await?)
}

#[server(endpoint = "loans/overview")]
pub async fn read_overview() -> Result<LendingOverview, AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::LOANS_OVERVIEW).await?;
    Ok(tenantry::loans::overview(&ctx).await?)
}

#[server(endpoint = "loans/find")]
pub async fn find_loan(#[server(default)] id: String) -> Result<LoanToday, AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::LOANS_FIND).await?;
    let id = id.parse().map_err(|_| AppError::not_found())?;
    let loan = tenantry::loans::find(&ctx, id).await?.ok_or_else(AppError::not_found)?;
    Ok(LoanToday { loan, today: ctx.today(), repayment_id: tenantry::loans::new_repayment_id(&ctx) })
}

#[server(endpoint = "loans/borrowers")]
pub async fn prepare_loan() -> Result<LoanChoices, AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::LOANS_BORROWERS).await?;
    Ok(LoanChoices {
        borrowers: tenantry::loans::borrowers(&ctx).await?,
        today: ctx.today(),
        id: tenantry::loans::new_id(&ctx),
    })
}

#[server(endpoint = "loans/create")]
pub async fn create_loan(#[server(flatten)] loan: NewLoan) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::LOANS_CREATE).await?;
    let id = tenantry::context::uncancelled(async move { tenantry::loans::create(&ctx, loan).await }).await?;
    leptos_axum::redirect(&crate::paths::saved_as(&crate::paths::loan(id), "loan"));
    Ok(())
}

#[server(endpoint = "loans/repay")]
pub async fn repay_loan(
    #[server(default)] id: String,
    #[server(flatten)] repayment: NewRepayment,
) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::LOANS_REPAY).await?;
    let id = id.parse().map_err(|_| AppError::not_found())?;
    tenantry::context::uncancelled(async move { tenantry::loans::repay(&ctx, id, repayment).await }).await?;
    leptos_axum::redirect(&crate::paths::saved_as(&crate::paths::loan(id), "repayment"));
    Ok(())
}

#[server(endpoint = "loans/cancel")]
pub async fn cancel_loan(#[server(default)] id: String) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::LOANS_CANCEL).await?;
    let id = id.parse().map_err(|_| AppError::not_found())?;
    tenantry::context::uncancelled(async move { tenantry::loans::cancel(&ctx, id).await }).await?;
    leptos_axum::redirect(&crate::paths::saved_as(&crate::paths::loan(id), "cancellation"));
    Ok(())
}
