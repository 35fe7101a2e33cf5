//! The pool manager's figures by their names, so that one that it counts tomorrow is shown without anybody's doing.

use super::api::Figure;
use crate::error::AppError;
use serde::Serialize;
use serde_json::Value;

/// All numbers, those of a part by the part's name and a dot: `evictions.idle`.
pub(super) fn by_name(figures: &impl Serialize) -> Result<Vec<Figure>, AppError> {
    let mut named = Vec::new();
    collect(&serde_json::to_value(figures).map_err(|_| AppError::internal())?, "", &mut named);
    Ok(named)
}

fn collect(value: &Value, name: &str, named: &mut Vec<Figure>) {
    match value {
        Value::Object(parts) => {
            for (part, value) in parts {
                let name = if name.is_empty() { part.clone() } else { format!("{name}.{part}") };
                collect(value, &name, named);
            }
        }
        Value::Bool(is_so) => named.push(Figure { name: name.to_owned(), value: i64::from(*is_so) }),
        number => named.extend(number.as_i64().map(|value| Figure { name: name.to_owned(), value })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_their_names_and_those_of_their_parts() {
        let figures = serde_json::json!({ "open": 3, "evictions": { "idle": 1, "room": 2 }, "engine": "sqlite", "server": null, "is_resting": true });
        let named: Vec<(String, i64)> =
            by_name(&figures).unwrap().into_iter().map(|figure| (figure.name, figure.value)).collect();
        let expected = [("evictions.idle", 1), ("evictions.room", 2), ("is_resting", 1), ("open", 3)];
        assert_eq!(named, expected.map(|(name, value)| (name.to_owned(), value)));
    }
}
