//! `tenantry config`

use super::{Failure, Output};
use crate::config::{self, Config, ReportedSetting};
use clap::Args;

#[derive(Debug, Args)]
pub struct ConfigArguments {
    /// Print a settings file with every setting at its default, to start from
    #[arg(long)]
    template: bool,
}

impl ConfigArguments {
    pub(super) fn print(&self, config: &Config, out: &mut Output) -> Result<(), Failure> {
        if self.template {
            out.line(config::template().trim_end());
            return out.document(&config::template());
        }
        let report = config.report();
        for setting in &report {
            print_setting(setting, out);
        }
        out.document(&report)
    }
}

fn print_setting(setting: &ReportedSetting, out: &mut Output) {
    out.line(format!("{} = {}", setting.key, setting.value));
    let instead =
        if setting.value == setting.default { String::new() } else { format!(" (default: {})", setting.default) };
    out.line(format!("    from {}{instead}; variable {}", setting.source, setting.env));
    for line in config::wrapped(setting.doc) {
        out.line(format!("    {line}"));
    }
    out.line("");
}
