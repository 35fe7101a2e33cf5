//! The answer of a server function while its type is of no interest.

#[cfg(feature = "ssr")]
use super::server::Value;
use crate::error::AppError;
use serde::de::DeserializeOwned;
use std::{convert::Infallible, fmt, str::FromStr, sync::Arc};

#[derive(Clone)]
pub enum Answer {
    /// As it travels: JSON, of the data or of the failure.
    Text { is_failure: bool, json: Arc<str> },
    /// As the server has it, which needn't decode what it wrote itself.
    #[cfg(feature = "ssr")]
    Value(Arc<dyn Value>),
}

impl Answer {
    pub fn text(is_failure: bool, json: &str) -> Self {
        Self::Text { is_failure, json: json.into() }
    }

    pub fn failure(error: &AppError) -> Self {
        Self::text(true, &serde_json::to_string(error).unwrap_or_default())
    }

    pub fn read<T: Clone + DeserializeOwned + 'static>(&self) -> Result<T, AppError> {
        match self {
            Self::Text { is_failure: false, json } => serde_json::from_str(json).map_err(|_| AppError::internal()),
            Self::Text { is_failure: true, json } => {
                Err(serde_json::from_str(json).unwrap_or_else(|_| AppError::internal()))
            }
            #[cfg(feature = "ssr")]
            Self::Value(value) => super::server::value_of(&**value),
        }
    }
}

const DATA: char = '+';
const FAILURE: char = '-';

/// How it is written into the page.
impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text { is_failure, json } => write!(f, "{}{json}", if *is_failure { FAILURE } else { DATA }),
            #[cfg(feature = "ssr")]
            Self::Value(value) => value.as_text().fmt(f),
        }
    }
}

impl FromStr for Answer {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        let failure = text.strip_prefix(FAILURE);
        Ok(Self::text(failure.is_some(), failure.or_else(|| text.strip_prefix(DATA)).unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn travelled(answer: &Answer) -> Answer {
        answer.to_string().parse().unwrap()
    }

    #[test]
    fn data_and_failures_arrive_as_they_left() {
        for number in [-3, 0, 7] {
            let json = serde_json::to_string(&number).unwrap();
            assert_eq!(travelled(&Answer::text(false, &json)).read::<i32>(), Ok(number));
        }
        let failure = travelled(&Answer::failure(&AppError::not_found()));
        assert_eq!(failure.read::<i32>(), Err(AppError::not_found()));
    }

    #[test]
    fn what_cannot_be_read_is_a_failure() {
        for text in ["", "+", "-", "+{", "-{", "7", "+\"seven\""] {
            let answer: Answer = text.parse().unwrap();
            assert_eq!(answer.read::<i32>(), Err(AppError::internal()), "{text:?}");
        }
    }
}
