//! Those who run the deployment.

use super::{Operator, roles::stored_role};
use crate::{
    db::{Timestamp, ToSqlx, sqlx},
    error::Result,
    ids::{OperatorId, UserId},
    platform::Platform,
};

/// All of them, by name.
pub async fn list(platform: &Platform) -> Result<Vec<Operator>> {
    let mut reader = platform.central.read().await?;
    let rows = sql!(
        &mut reader,
        fetch_all Row,
        r#"select o.id, o.user_id, u.name, u.email, o.role, o.created_at,
                  (select max(s.last_seen_at) from session s where s.user_id = o.user_id and s.tenant_id is null)
                    as last_seen_at,
                  (u.password_hash is not null and o.entered_at is not null) as can_sign_in,
                  exists (select 1 from operator_link l
                          where l.operator_id = o.id and l.used_at is null and l.expires_at > $1) as is_invited
           from operator o join "user" u on u.id = o.user_id order by lower(u.name), o.id"#,
        platform.clock.now().to_sqlx()
    )?;
    rows.into_iter().map(Row::into_operator).collect()
}

/// Whether the deployment has an operator.
pub async fn exists(platform: &Platform) -> Result<bool> {
    let mut reader = platform.central.read().await?;
    Ok(sql!(&mut reader, scalar_optional OperatorId, "select id from operator limit 1")?.is_some())
}

#[derive(sqlx::FromRow)]
struct Row {
    id: OperatorId,
    user_id: UserId,
    name: String,
    email: String,
    role: String,
    created_at: Timestamp,
    last_seen_at: Option<Timestamp>,
    can_sign_in: bool,
    is_invited: bool,
}

impl Row {
    fn into_operator(self) -> Result<Operator> {
        Ok(Operator {
            id: self.id,
            user: self.user_id,
            name: self.name,
            email: self.email,
            role: stored_role(&self.role)?,
            since: self.created_at.to_jiff().to_string(),
            last_seen_at: self.last_seen_at.map(|at| at.to_jiff().to_string()),
            can_sign_in: self.can_sign_in,
            is_invited: self.is_invited,
        })
    }
}
