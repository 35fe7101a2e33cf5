//! PDFs as other programs read them: qpdf and poppler, which `scripts/setup test` installs.

use std::{
    path::PathBuf,
    process::Command,
    sync::atomic::{AtomicUsize, Ordering},
};

pub struct Paper(PathBuf);

static COUNT: AtomicUsize = AtomicUsize::new(0);

impl Paper {
    pub fn of(bytes: &[u8]) -> Self {
        let name = format!("tenantry-paper-{}-{}.pdf", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, bytes).unwrap();
        let paper = Self(path);
        let checked = paper.told("qpdf", &["--check"]);
        assert!(checked.contains("No syntax or stream encoding errors found"), "{checked}");
        paper
    }

    /// Each line, its words apart by one space, as it is copied out of a reader.
    pub fn text(&self) -> String {
        let text = self.told("pdftotext", &["-layout"]);
        let lines = text
            .lines()
            .map(|line| line.split([' ', '\t']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "));
        lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
    }

    /// A line for each font.
    pub fn fonts(&self) -> Vec<String> {
        self.told("pdffonts", &[]).lines().skip(2).map(str::to_owned).collect()
    }

    pub fn info(&self) -> String {
        self.told("pdfinfo", &[])
    }

    /// Who has it read out is given these, and nothing else.
    pub fn structure(&self) -> String {
        self.told("pdfinfo", &["-struct-text"])
    }

    fn told(&self, program: &str, options: &[&str]) -> String {
        let mut command = Command::new(program);
        command.args(options).arg(&self.0);
        if program == "pdftotext" {
            command.arg("-");
        }
        let output =
            command.output().unwrap_or_else(|error| panic!("{program}: {error}; scripts/setup test installs it"));
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{program}: {text}{}", String::from_utf8_lossy(&output.stderr));
        text
    }
}

impl Drop for Paper {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}
