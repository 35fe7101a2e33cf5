//! `tenantry tenant list`

use super::{
    super::{Failure, Output, table::aligned, words},
    placement,
};
use crate::{
    platform::Platform,
    servers::Placement,
    tenants::{self, TenantOrder, TenantQuery, TenantStatus, TenantSummary},
};
use clap::{
    Args,
    builder::{PossibleValuesParser, TypedValueParser},
};

#[derive(Debug, Args)]
pub struct ListArguments {
    /// Only those whose name or slug has words that begin so
    #[arg(long, default_value = "")]
    search: String,
    /// Only those with this status
    #[arg(long, value_parser = status())]
    status: Option<TenantStatus>,
    /// Only those whose data is kept so
    #[arg(long, value_parser = placement())]
    placement: Option<Placement>,
    /// Only those who live on this registered server
    #[arg(long)]
    server: Option<String>,
    /// What comes first
    #[arg(long, default_value = "name", value_parser = order())]
    order: TenantOrder,
}

impl ListArguments {
    pub(super) async fn run(self, platform: &Platform, out: &mut Output) -> Result<(), Failure> {
        let at_server = self.server.map(|server| format!("@{server}")).unwrap_or_default();
        let mut query = TenantQuery {
            search: self.search,
            status: self.status,
            place: format!("{}{at_server}", self.placement.map_or("", Placement::key)),
            order: self.order,
            ..TenantQuery::default()
        };
        let mut rows: Vec<TenantSummary> = Vec::new();
        loop {
            let page = tenants::list(platform, &query).await?;
            rows.extend(page.rows);
            query.after = page.next;
            if query.after.is_none() {
                break;
            }
        }
        let cells: Vec<[String; 7]> = rows.iter().map(cells).collect();
        for line in aligned(["slug", "name", "status", "plan", "size", "created", "last active"], &cells) {
            out.line(line);
        }
        out.line(words::counted(rows.len(), "organisation"));
        out.document(&rows)
    }
}

fn cells(tenant: &TenantSummary) -> [String; 7] {
    let last_active = tenant.last_active_at.as_deref().map_or("never", words::day);
    [
        tenant.slug.clone(),
        tenant.name.clone(),
        tenant.gone_at.as_deref().map_or_else(|| tenant.status.name().to_owned(), gone),
        tenant.plan.clone(),
        words::size(tenant.database_bytes),
        words::day(&tenant.created_at).to_owned(),
        last_active.to_owned(),
    ]
}

fn gone(at: &str) -> String {
    format!("deleted, gone {}", words::day(at))
}

fn status() -> impl TypedValueParser<Value = TenantStatus> {
    PossibleValuesParser::new(TenantStatus::ALL.map(TenantStatus::name))
        .try_map(|name| name.parse().map_err(|()| "unknown status"))
}

fn order() -> impl TypedValueParser<Value = TenantOrder> {
    PossibleValuesParser::new(TenantOrder::ALL.map(TenantOrder::key))
        .try_map(|key| TenantOrder::from_key(&key).ok_or("unknown order"))
}
