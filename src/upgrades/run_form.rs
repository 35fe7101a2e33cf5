//! The options of a run as somebody typed them, read.

use super::{Options, Pace, Rehearse, RunForm};
use crate::fault::{Fault, Problem, Problems};

impl RunForm {
    /// # Errors
    /// `Invalid` with every field that is wrong.
    pub fn read(&self) -> Result<(Options, Pace), Fault> {
        let mut problems = Problems::default();
        let rehearse = self.rehearse(&mut problems);
        let error_budget = problems.take("error_budget", number(&self.error_budget, 0, 100));
        let latency_rise_ms = problems.take("latency_rise", number(&self.latency_rise, 0, 60_000));
        let at_once = problems.take("at_once", number(&self.at_once, 1, 64));
        problems.finish()?;
        let options = Options {
            rehearse: rehearse.unwrap_or(Rehearse::All),
            canaries: self.canaries(),
            error_budget: error_budget.unwrap_or_default(),
            latency_rise_ms: latency_rise_ms.unwrap_or_default(),
            include_quarantined: self.include_quarantined == "true",
            ignore_room: self.ignore_room == "true",
        };
        let at_once = at_once.and_then(|number| usize::try_from(number).ok()).unwrap_or(1);
        Ok((options, Pace { at_once, ..Pace::default() }))
    }

    fn rehearse(&self, problems: &mut Problems) -> Option<Rehearse> {
        match self.rehearsal.as_str() {
            "all" => Some(Rehearse::All),
            "none" => Some(Rehearse::None),
            "some" => problems.take("copies", number(&self.copies, 1, 1_000_000)).map(Rehearse::Some),
            _ => problems.take("rehearsal", Err(Problem::NotAChoice)),
        }
    }

    fn canaries(&self) -> Vec<String> {
        let slugs = self.canaries.split(|c: char| c == ',' || c == ';' || c.is_whitespace());
        slugs.filter(|slug| !slug.is_empty()).map(str::to_lowercase).collect()
    }
}

fn number(text: &str, least: i64, most: i64) -> Result<i64, Problem> {
    match text.trim() {
        "" => Err(Problem::Required),
        text => {
            let number: i64 = text.parse().map_err(|_| Problem::NotANumber)?;
            if (least..=most).contains(&number) { Ok(number) } else { Err(Problem::OutOfRange { least, most }) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_begins_with_the_defaults_of_the_command_line() {
        let (options, pace) = RunForm::default().read().unwrap();
        assert_eq!((options, pace.at_once), (Options::default(), Pace::default().at_once));
    }

    #[test]
    fn what_was_typed_is_read() {
        let form = RunForm {
            rehearsal: "all".into(),
            copies: "nonsense that nobody asked for".into(),
            canaries: " paris, Lyon\nmartin;".into(),
            error_budget: " 0 ".into(),
            include_quarantined: "true".into(),
            ..RunForm::default()
        };
        let (options, _) = form.read().unwrap();
        assert_eq!((options.rehearse, options.error_budget, options.include_quarantined), (Rehearse::All, 0, true));
        assert_eq!(options.canaries, ["paris", "lyon", "martin"]);
    }

    #[test]
    fn every_mistake_is_said_at_its_field() {
        let form = RunForm {
            rehearsal: "some".into(),
            copies: String::new(),
            error_budget: "101".into(),
            latency_rise: "soon".into(),
            at_once: "0".into(),
            ..RunForm::default()
        };
        let fault = form.read().unwrap_err();
        assert_eq!(fault.problem_of("copies"), Some(&Problem::Required));
        assert_eq!(fault.problem_of("error_budget"), Some(&Problem::OutOfRange { least: 0, most: 100 }));
        assert_eq!(fault.problem_of("latency_rise"), Some(&Problem::NotANumber));
        assert_eq!(fault.problem_of("at_once"), Some(&Problem::OutOfRange { least: 1, most: 64 }));
        let fault = RunForm { rehearsal: "perhaps".into(), ..RunForm::default() }.read().unwrap_err();
        assert_eq!(fault.problem_of("rehearsal"), Some(&Problem::NotAChoice));
    }
}
