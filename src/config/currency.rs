//! A currency as settings write it: by its code.

use crate::money::Currency;
use serde::{Deserialize, Deserializer, Serializer, de::Error};

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference to the field")]
pub(super) fn serialize<S: Serializer>(currency: &Currency, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(currency.code())
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Currency, D::Error> {
    let code = String::deserialize(deserializer)?;
    code.parse().map_err(|()| {
        let codes = Currency::ALL.map(Currency::code).join(", ");
        D::Error::custom(format!("“{code}” is none of the currencies: {codes}"))
    })
}
