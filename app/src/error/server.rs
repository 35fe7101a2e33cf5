//! What the server makes of faults.

use super::{AppError, ToldFault, ToldProblem};
use crate::{
    i18n::{Locale, problem_words},
    site::use_locale,
};
use serde::Serialize;
use tenantry::{
    error::Error,
    fault::{Fault, FieldProblem, Kind, Problem},
};

impl AppError {
    /// For a form without fields, which the page offers only where it can be done: somebody else was first. What is in the way
    /// is still said.
    pub fn of_another_state(error: Error) -> Self {
        let fault = error.into_fault();
        Self(if fault.fields.is_empty() { fault } else { Fault { kind: Kind::Conflict, ..fault } })
    }

    pub(crate) fn told(self) -> ToldFault {
        ToldFault::of(&self.0, use_locale())
    }
}

impl From<Error> for AppError {
    /// Logs the cause; what travels is the fault.
    fn from(error: Error) -> Self {
        Self(error.into_fault())
    }
}

impl ToldFault {
    pub(crate) fn of(fault: &Fault, locale: Locale) -> Self {
        let told = |FieldProblem { field, problem }: &FieldProblem| ToldProblem {
            field: field.clone(),
            words: problem_words(locale, problem),
            detail: if is_gone_on_with(problem) {
                serde_json::to_string(problem).unwrap_or_default()
            } else {
                String::new()
            },
        };
        Self { kind: fault.kind, fields: fault.fields.iter().map(told).collect() }
    }
}

fn is_gone_on_with(problem: &Problem) -> bool {
    matches!(problem, Problem::BrandChanged { .. } | Problem::ChooseAgain)
}

/// A failure as a browser gets it: the fault, for whoever reads it by a program, and what is told of it.
#[derive(Serialize)]
pub(crate) struct Answered<'a> {
    kind: Kind,
    fields: Vec<AnsweredProblem<'a>>,
}

#[derive(Serialize)]
struct AnsweredProblem<'a> {
    problem: &'a Problem,
    #[serde(flatten)]
    told: ToldProblem,
}

impl<'a> Answered<'a> {
    pub(crate) fn of(fault: &'a Fault, locale: Locale) -> Self {
        let told = ToldFault::of(fault, locale);
        let fields = fault.fields.iter().zip(told.fields);
        Self {
            kind: fault.kind,
            fields: fields.map(|(FieldProblem { problem, .. }, told)| AnsweredProblem { problem, told }).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_is_read_by_browsers_and_by_programs() {
        let mut fault = Fault::field("amount", Problem::AmountNotPositive);
        fault.fields.push(FieldProblem { field: "logo".into(), problem: Problem::ChooseAgain });
        let json = serde_json::to_string(&Answered::of(&fault, Locale::Fr)).unwrap();
        assert_eq!(serde_json::from_str::<Fault>(&json).unwrap(), fault);
        let told: ToldFault = serde_json::from_str(&json).unwrap();
        assert_eq!(told, ToldFault::of(&fault, Locale::Fr));
        assert_eq!(told.fields[0].words, problem_words(Locale::Fr, &Problem::AmountNotPositive));
        assert_eq!((told.fields[0].problem(), told.fields[1].problem()), (None, Some(Problem::ChooseAgain)));
    }
}
