//! Where a page of the list begins: behind the last row of the page before, by the order's key and the row's id.

use super::{LoanOrder, LoanSummary};
use crate::db::ToSqlx;
use crate::db::sqlx::{Database, Encode, Type, encode::IsNull, error::BoxDynError};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use jiff::civil::Date;
use std::fmt;
use uuid::Uuid;

/// Stands for "nothing falls due any more"; the index of that order knows the same date.
const NEVER: Date = Date::constant(9999, 12, 31);
const FIRST_DAY: Date = Date::constant(1, 1, 1);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    pub key: Key,
    pub id: Uuid,
}

/// What an order sorts by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    Day(Date),
    Amount(i64),
}

impl Cursor {
    /// Before every row.
    pub(super) fn start(order: LoanOrder) -> Self {
        let (least, most) = (Uuid::nil(), Uuid::max());
        match order {
            LoanOrder::Newest => Self { key: Key::Day(NEVER), id: most },
            LoanOrder::Oldest | LoanOrder::DueFirst => Self { key: Key::Day(FIRST_DAY), id: least },
            LoanOrder::Largest => Self { key: Key::Amount(i64::MAX), id: most },
            LoanOrder::Smallest => Self { key: Key::Amount(0), id: least },
        }
    }

    pub(super) fn behind(order: LoanOrder, loan: &LoanSummary) -> Self {
        let key = match order {
            LoanOrder::Newest | LoanOrder::Oldest => Key::Day(loan.starts_on),
            LoanOrder::Largest | LoanOrder::Smallest => Key::Amount(loan.amount),
            LoanOrder::DueFirst => Key::Day(loan.next_due_on.unwrap_or(NEVER)),
        };
        Self { key, id: loan.id.as_uuid() }
    }

    /// Opaque to others, so that nobody builds on it.
    pub(super) fn encode(&self, order: LoanOrder) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(format!("{} {} {}", order.key(), self.key, self.id))
    }

    /// `None` for anything that `encode` can't have made for this order.
    pub(super) fn decode(order: LoanOrder, text: &str) -> Option<Self> {
        let plain = String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        let mut words = plain.split(' ');
        let (of, key, id) = (words.next()?, words.next()?, words.next()?);
        let cursor = Self { key: Key::decode(order, key)?, id: id.parse().ok()? };
        (of == order.key() && words.next().is_none()).then_some(cursor)
    }
}

impl Key {
    fn decode(order: LoanOrder, text: &str) -> Option<Self> {
        match order {
            LoanOrder::Largest | LoanOrder::Smallest => text.parse().ok().map(Self::Amount),
            LoanOrder::Newest | LoanOrder::Oldest | LoanOrder::DueFirst => {
                let day: Date = text.parse().ok()?;
                (FIRST_DAY..=NEVER).contains(&day).then_some(Self::Day(day))
            }
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::Amount(amount) => amount.fmt(f),
        }
    }
}

impl<DB: Database> Type<DB> for Key
where
    i64: Type<DB>,
{
    fn type_info() -> DB::TypeInfo {
        i64::type_info()
    }
}

/// A bind of whichever type the order's column has.
impl<'q, DB: Database> Encode<'q, DB> for Key
where
    i64: Encode<'q, DB> + Type<DB>,
    crate::db::Date: Encode<'q, DB> + Type<DB>,
{
    fn encode_by_ref(&self, buffer: &mut DB::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
        match self {
            Self::Day(day) => day.to_sqlx().encode_by_ref(buffer),
            Self::Amount(amount) => amount.encode_by_ref(buffer),
        }
    }

    fn produces(&self) -> Option<DB::TypeInfo> {
        Some(match self {
            Self::Day(_) => crate::db::Date::type_info(),
            Self::Amount(_) => i64::type_info(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_as_it_was() {
        for order in LoanOrder::ALL {
            let cursor = Cursor::start(order);
            assert_eq!(Cursor::decode(order, &cursor.encode(order)), Some(cursor));
        }
    }

    #[test]
    fn a_cursor_of_another_order_is_none() {
        let newest = Cursor::start(LoanOrder::Newest).encode(LoanOrder::Newest);
        assert_eq!(Cursor::decode(LoanOrder::Oldest, &newest), None);
        assert_eq!(Cursor::decode(LoanOrder::Largest, &newest), None);
    }

    #[test]
    fn what_nobody_gave_out_is_none() {
        let id = Uuid::nil();
        let forged = [
            format!("newest 2026-02-30 {id}"),
            format!("newest -004800-01-01 {id}"),
            format!("newest 2026-02-03 {id} more"),
            "newest 2026-02-03 x".to_owned(),
            "newest 2026-02-03".to_owned(),
            String::new(),
        ];
        for text in forged {
            assert_eq!(Cursor::decode(LoanOrder::Newest, &BASE64_URL_SAFE_NO_PAD.encode(&text)), None, "{text}");
        }
        for text in ["%", "é", "AA==", "' or 1=1 --", "_w"] {
            assert_eq!(Cursor::decode(LoanOrder::Newest, text), None, "{text}");
        }
    }
}
