//! People in the central database.

use super::{Email, Profile, name};
use crate::{
    db::{Connection, DbError, ToSqlx, Tx, on_constraint, sqlx},
    error::{Error, Result},
    fault::Problem,
    ids::UserId,
    locale::Locale,
    platform::Platform,
};
use jiff::Timestamp;

/// A person before there is a row. `password_hash` is none for somebody who comes in by a link alone.
#[derive(Clone)]
pub(crate) struct NewUser {
    pub email: Email,
    pub name: String,
    pub password_hash: Option<String>,
    pub locale: Option<Locale>,
}

/// A person as the server knows them. It has no `Debug` and no `Serialize`: the hash stays here.
#[derive(Clone, sqlx::FromRow)]
pub struct User {
    pub id: UserId,
    pub email: String,
    pub name: String,
    pub(crate) password_hash: Option<String>,
    /// They used a link that had gone to their address by mail.
    pub(crate) is_proven: bool,
}

/// Makes a person, with a password or without one. The rules of passwords are the caller's to ask.
///
/// # Errors
/// `Taken` at the field `email`.
pub async fn create(platform: &Platform, email: &Email, name: &str, password: Option<String>) -> Result<UserId> {
    let password_hash = match password {
        Some(password) => Some(platform.passwords.hash(password).await?),
        None => None,
    };
    let user = NewUser { email: email.clone(), name: name.to_owned(), password_hash, locale: None };
    let mut tx = platform.central.begin().await?;
    let id = create_in(&mut tx, platform, user).await?;
    tx.commit().await?;
    Ok(id)
}

pub(crate) async fn create_in(tx: &mut Tx, platform: &Platform, user: NewUser) -> Result<UserId> {
    let id = UserId::new(&platform.random, &platform.clock);
    sql!(
        tx,
        execute r#"insert into "user" (id, email, name, password_hash, locale, created_at) values ($1, $2, $3, $4, $5, $6)"#,
        id,
        user.email.as_str(),
        user.name,
        user.password_hash,
        user.locale.map(Locale::tag),
        platform.clock.now().to_sqlx()
    )
    .map_err(on_constraint("user_email_key", "email", Problem::Taken))?;
    Ok(id)
}

pub async fn find_by_email(platform: &Platform, email: &Email) -> Result<Option<User>> {
    Ok(find_by_email_in(&mut platform.central.read().await?, email).await?)
}

pub(crate) async fn find_by_email_in(on: &mut impl Connection, email: &Email) -> Result<Option<User>, DbError> {
    let text = r#"select id, email, name, password_hash, email_proven_at is not null as is_proven from "user" where email = $1"#;
    sql!(on, fetch_optional User, text, email.as_str())
}

pub(crate) async fn find(on: &mut impl Connection, id: UserId) -> Result<Option<User>, DbError> {
    let text =
        r#"select id, email, name, password_hash, email_proven_at is not null as is_proven from "user" where id = $1"#;
    sql!(on, fetch_optional User, text, id)
}

pub(crate) async fn set_password(tx: &mut Tx, user: UserId, hash: &str) -> Result<(), DbError> {
    sql!(tx, execute r#"update "user" set password_hash = $1 where id = $2"#, hash, user)?;
    Ok(())
}

/// Notes that somebody used a link that had gone to the address by mail. The first time counts.
pub(crate) async fn prove_email(tx: &mut Tx, user: UserId, now: Timestamp) -> Result<(), DbError> {
    let text = r#"update "user" set email_proven_at = $1 where id = $2 and email_proven_at is null"#;
    sql!(tx, execute text, now.to_sqlx(), user)?;
    Ok(())
}

/// The person's own page.
pub async fn profile(platform: &Platform, user: UserId) -> Result<Profile> {
    let mut reader = platform.central.read().await?;
    let row =
        sql!(&mut reader, fetch_optional ProfileRow, r#"select name, email, locale from "user" where id = $1"#, user)?;
    let row = row.ok_or_else(Error::not_found)?;
    Ok(Profile { name: row.name, email: row.email, locale: row.locale.and_then(|tag| tag.parse().ok()) })
}

/// Whether the person can sign in by themselves.
pub async fn has_password(platform: &Platform, user: UserId) -> Result<bool> {
    let mut reader = platform.central.read().await?;
    Ok(find(&mut reader, user).await?.is_some_and(|user| user.password_hash.is_some()))
}

#[derive(sqlx::FromRow)]
struct ProfileRow {
    name: String,
    email: String,
    locale: Option<String>,
}

/// Sets what a person calls themselves and the language they read; none follows the organisation.
///
/// # Errors
/// A problem of the field `name`.
pub async fn update_profile(platform: &Platform, user: UserId, text: &str, locale: Option<Locale>) -> Result<()> {
    let name = name(text).map_err(|problem| Error::field("name", problem))?;
    let mut tx = platform.central.begin().await?;
    let statement = r#"update "user" set name = $1, locale = $2 where id = $3"#;
    let changed = sql!(&mut tx, execute statement, name, locale.map(Locale::tag), user)?;
    if changed == 0 {
        return Err(Error::not_found());
    }
    Ok(tx.commit().await?)
}
