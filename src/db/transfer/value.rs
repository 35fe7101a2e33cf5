//! A row's values apart from any engine: read from one, compared, written to the other.

use super::super::{Date, Timestamp, ToSqlx, sqlx};
use sha2::{Digest, Sha256};
use sqlx::{
    Row as _,
    postgres::PgRow,
    query::Query,
    sqlite::SqliteRow,
    types::{Json, Uuid},
};
use std::cmp::Ordering;

/// What a column holds, by the migrations' type words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Boolean,
    Integer,
    Text,
    Uuid,
    Bytes,
    Moment,
    Day,
    Json,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Null,
    Boolean(bool),
    Integer(i64),
    Text(String),
    Uuid(Uuid),
    Bytes(Vec<u8>),
    Moment(jiff::Timestamp),
    Day(jiff::civil::Date),
    Json(serde_json::Value),
}

pub(super) type Row = Vec<Value>;

impl Kind {
    pub(super) fn of_word(word: &str) -> Option<Self> {
        Some(match word {
            "boolean" => Self::Boolean,
            "bigint" => Self::Integer,
            "text" => Self::Text,
            "uuid" => Self::Uuid,
            "bytea" => Self::Bytes,
            "timestamptz" => Self::Moment,
            "date" => Self::Day,
            "jsonb" => Self::Json,
            _ => return None,
        })
    }
}

macro_rules! engine {
    ($read:ident, $bind:ident, $Row:ty, $Database:ident, $Arguments:ty) => {
        pub(super) fn $read(row: &$Row, kinds: impl Iterator<Item = Kind>) -> Result<Row, sqlx::Error> {
            kinds
                .enumerate()
                .map(|(at, kind)| {
                    Ok(match kind {
                        Kind::Boolean => row.try_get::<Option<bool>, _>(at)?.map_or(Value::Null, Value::Boolean),
                        Kind::Integer => row.try_get::<Option<i64>, _>(at)?.map_or(Value::Null, Value::Integer),
                        Kind::Text => row.try_get::<Option<String>, _>(at)?.map_or(Value::Null, Value::Text),
                        Kind::Uuid => row.try_get::<Option<Uuid>, _>(at)?.map_or(Value::Null, Value::Uuid),
                        Kind::Bytes => row.try_get::<Option<Vec<u8>>, _>(at)?.map_or(Value::Null, Value::Bytes),
                        Kind::Moment => {
                            let moment = row.try_get::<Option<Timestamp>, _>(at)?;
                            moment.map_or(Value::Null, |moment| Value::Moment(moment.to_jiff()))
                        }
                        Kind::Day => {
                            let day = row.try_get::<Option<Date>, _>(at)?;
                            day.map_or(Value::Null, |day| Value::Day(day.to_jiff()))
                        }
                        Kind::Json => {
                            let json = row.try_get::<Option<Json<serde_json::Value>>, _>(at)?;
                            json.map_or(Value::Null, |Json(json)| Value::Json(json))
                        }
                    })
                })
                .collect()
        }

        pub(super) fn $bind<'q>(
            query: Query<'q, sqlx::$Database, $Arguments>,
            value: &'q Value,
            kind: Kind,
        ) -> Query<'q, sqlx::$Database, $Arguments> {
            match value {
                Value::Boolean(value) => query.bind(*value),
                Value::Integer(value) => query.bind(*value),
                Value::Text(value) => query.bind(value.as_str()),
                Value::Uuid(value) => query.bind(*value),
                Value::Bytes(value) => query.bind(value.as_slice()),
                Value::Moment(value) => query.bind(value.to_sqlx()),
                Value::Day(value) => query.bind(value.to_sqlx()),
                Value::Json(value) => query.bind(Json(value)),
                Value::Null => match kind {
                    Kind::Boolean => query.bind(None::<bool>),
                    Kind::Integer => query.bind(None::<i64>),
                    Kind::Text => query.bind(None::<String>),
                    Kind::Uuid => query.bind(None::<Uuid>),
                    Kind::Bytes => query.bind(None::<Vec<u8>>),
                    Kind::Moment => query.bind(None::<Timestamp>),
                    Kind::Day => query.bind(None::<Date>),
                    Kind::Json => query.bind(None::<Json<serde_json::Value>>),
                },
            }
        }
    };
}

engine!(from_sqlite, bind_sqlite, SqliteRow, Sqlite, sqlx::sqlite::SqliteArguments);
engine!(from_postgres, bind_postgres, PgRow, Postgres, sqlx::postgres::PgArguments);

impl Value {
    /// The order in which both engines give the values of a key. What no key is made of is never asked.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Boolean(a), Self::Boolean(b)) => a.cmp(b),
            (Self::Integer(a), Self::Integer(b)) => a.cmp(b),
            (Self::Text(a), Self::Text(b)) => a.as_bytes().cmp(b.as_bytes()),
            (Self::Uuid(a), Self::Uuid(b)) => a.cmp(b),
            (Self::Bytes(a), Self::Bytes(b)) => a.cmp(b),
            (Self::Moment(a), Self::Moment(b)) => a.cmp(b),
            (Self::Day(a), Self::Day(b)) => a.cmp(b),
            _ => Ordering::Equal,
        }
    }

    /// About how many bytes it takes in memory.
    pub(super) fn weight(&self) -> usize {
        match self {
            Self::Text(text) => 24 + text.len(),
            Self::Bytes(bytes) => 24 + bytes.len(),
            Self::Json(json) => 64 + json.as_object().map_or(64, |object| object.len() * 64),
            _ => 24,
        }
    }

    /// Adds it to a hash, so that no two different rows give the same bytes.
    pub(super) fn digest(&self, digest: &mut Sha256) {
        match self {
            Self::Null => digest.update([0]),
            Self::Boolean(value) => digest.update([1, u8::from(*value)]),
            Self::Integer(value) => sized(digest, 2, &value.to_be_bytes()),
            Self::Text(value) => sized(digest, 3, value.as_bytes()),
            Self::Uuid(value) => sized(digest, 4, value.as_bytes()),
            Self::Bytes(value) => sized(digest, 5, value),
            Self::Moment(value) => sized(digest, 6, &value.as_microsecond().to_be_bytes()),
            Self::Day(value) => sized(digest, 7, value.to_string().as_bytes()),
            Self::Json(value) => sized(digest, 8, value.to_string().as_bytes()),
        }
    }
}

fn sized(digest: &mut Sha256, kind: u8, bytes: &[u8]) {
    digest.update([kind]);
    digest.update((bytes.len() as u64).to_be_bytes());
    digest.update(bytes);
}
