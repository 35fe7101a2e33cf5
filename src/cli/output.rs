//! Where results go.

use super::Failure;
use serde::Serialize;
use std::io::Write;

/// The standard output, or a text that a test reads.
#[derive(Debug)]
pub struct Output {
    json: bool,
    captured: Option<String>,
}

impl Output {
    pub fn new(json: bool) -> Self {
        Self { json, captured: None }
    }

    /// Keeps what is written instead of printing it.
    pub fn captured(json: bool) -> Self {
        Self { json, captured: Some(String::new()) }
    }

    /// What was written so far.
    pub fn text(&self) -> &str {
        self.captured.as_deref().unwrap_or_default()
    }

    pub fn wants_json(&self) -> bool {
        self.json
    }

    /// A line for people; silent when JSON is wanted.
    pub fn line(&mut self, line: impl AsRef<str>) {
        if !self.json {
            self.write(line.as_ref());
        }
    }

    /// A line for people beside the result: on the standard error, so that a document stays one.
    pub fn note(&mut self, line: &str) {
        match &mut self.captured {
            Some(captured) if !self.json => captured.extend([line, "\n"]),
            Some(_) => {}
            None => {
                let _gone = writeln!(std::io::stderr(), "{line}");
            }
        }
    }

    /// The one document of a command; silent unless JSON is wanted.
    pub fn document(&mut self, document: &impl Serialize) -> Result<(), Failure> {
        if self.json {
            let text = serde_json::to_string_pretty(document).map_err(crate::error::Error::internal)?;
            self.write(&text);
        }
        Ok(())
    }

    /// A reader that went away, as `head` does, is no failure.
    fn write(&mut self, line: &str) {
        if let Some(captured) = &mut self.captured {
            captured.push_str(line);
            captured.push('\n');
        } else {
            let mut stdout = std::io::stdout().lock();
            let _gone = writeln!(stdout, "{line}").and_then(|()| stdout.flush());
        }
    }
}
