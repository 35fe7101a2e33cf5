//! Moments and days as columns.
//!
//! SQLite keeps a moment as text and compares it letter by letter. It is therefore written with six digits always: with
//! as few as it needs, `12:00:00.5Z` would come before `12:00:00Z`.

pub use jiff_sqlx::Date;

use jiff::civil;
use sqlx::{
    Postgres, Sqlite,
    decode::Decode,
    encode::{Encode, IsNull},
    error::BoxDynError,
    postgres::{PgArgumentBuffer, PgTypeInfo, PgValueRef},
    sqlite::{SqliteArgumentsBuffer, SqliteTypeInfo, SqliteValueRef},
    types::Type,
};

/// A moment in UTC, exact to the microsecond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(jiff::Timestamp);

impl Timestamp {
    pub fn to_jiff(self) -> jiff::Timestamp {
        self.0
    }

    fn to_driver(self) -> jiff_sqlx::Timestamp {
        jiff_sqlx::ToSqlx::to_sqlx(self.0)
    }
}

/// What a value of the program is as a bind.
pub trait ToSqlx {
    type Column;

    fn to_sqlx(self) -> Self::Column;
}

impl ToSqlx for jiff::Timestamp {
    type Column = Timestamp;

    fn to_sqlx(self) -> Timestamp {
        Timestamp(self)
    }
}

impl ToSqlx for civil::Date {
    type Column = Date;

    fn to_sqlx(self) -> Date {
        jiff_sqlx::ToSqlx::to_sqlx(self)
    }
}

impl Type<Sqlite> for Timestamp {
    fn type_info() -> SqliteTypeInfo {
        <str as Type<Sqlite>>::type_info()
    }
}

impl Encode<'_, Sqlite> for Timestamp {
    fn encode_by_ref(&self, buffer: &mut SqliteArgumentsBuffer) -> Result<IsNull, BoxDynError> {
        Encode::<Sqlite>::encode(format!("{:.6}", self.0), buffer)
    }
}

impl Decode<'_, Sqlite> for Timestamp {
    fn decode(value: SqliteValueRef<'_>) -> Result<Self, BoxDynError> {
        <jiff_sqlx::Timestamp as Decode<Sqlite>>::decode(value).map(|at| Self(at.to_jiff()))
    }
}

impl Type<Postgres> for Timestamp {
    fn type_info() -> PgTypeInfo {
        <jiff_sqlx::Timestamp as Type<Postgres>>::type_info()
    }
}

impl Encode<'_, Postgres> for Timestamp {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        Encode::<Postgres>::encode(self.to_driver(), buffer)
    }
}

impl Decode<'_, Postgres> for Timestamp {
    fn decode(value: PgValueRef<'_>) -> Result<Self, BoxDynError> {
        <jiff_sqlx::Timestamp as Decode<Postgres>>::decode(value).map(|at| Self(at.to_jiff()))
    }
}
