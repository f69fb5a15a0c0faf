use super::formula::hundredths;
use super::{Basis, Split, Volume};
use crate::text::csv::quoted;
use std::fmt::Write;

/// Telling
impl Volume {
    /// The projects as CSV, a row each, those with most errors first.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let mut csv = String::from(
            "project,errors a day,known from,share,a month after sampling and filters,\
             errors of the busiest hour,limit a minute,guaranteed by spend allocation,teams,\
             split among teams\n",
        );
        let number = |it: Option<u64>| it.map(|it| it.to_string()).unwrap_or_default();
        for project in &self.projects {
            let day = (project.basis != Basis::Unknown).then_some(project.day);
            let team = |(team, errors): &(Option<String>, u64)| match team {
                Some(team) => format!("{team}: {errors}"),
                None => format!("(nobody): {errors}"),
            };
            let teams: Vec<String> = project.teams.iter().map(team).collect();
            let _ = writeln!(
                csv,
                "{},{},{},{},{},{},{},{},{},{}",
                quoted(&project.slug),
                number(day),
                project.basis.words(),
                hundredths(project.share),
                project.kept,
                project.peak_hour,
                number(project.rate_limit),
                number(project.allocation),
                quoted(&teams.join("; ")),
                project.split.words(),
            );
        }
        csv
    }
}

/// Access
impl Basis {
    /// For people.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Unknown => "not known",
            Self::Typed => "typed",
            Self::Stats => "statistics",
            Self::Errors => "estimate by the pasted errors",
            Self::Files => "estimate by files",
        }
    }
}

/// Access
impl Split {
    /// For people.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Whole => "one team",
            Self::Errors => "by the pasted errors",
            Self::Files => "by files",
            Self::Even => "in equal parts",
        }
    }
}
