//! What was typed, read; and what nobody typed, estimated.

use super::calculate::{ALL, MINUTES, portion, ratio, sum};
use super::stats;
use super::{Basis, Choice, Evidence, PEAK, apportion, number};
use crate::organization::Organization;
use crate::projects::slugify;
use crate::text::{Problem, Span};
use std::collections::BTreeMap;

/// Numbers to work with.
pub struct Figures {
    /// Per project of the plan: errors a day, and where the number is from.
    pub daily: Vec<(u64, Basis)>,
    /// Errors a day in projects outside the plan.
    pub elsewhere: u64,
    pub quota: Option<u64>,
    /// In tenths.
    pub peak: u64,
    /// In hundredths of a per cent, as the next two.
    pub sample_rate: u64,
    pub filtered: u64,
    pub traces: u64,
    pub problems: Vec<(Choice, Problem)>,
}

/// Access
impl Figures {
    /// What is left after sampling and filters.
    pub fn kept(&self, errors: u64) -> u64 {
        portion(portion(errors, self.sample_rate), ALL - self.filtered)
    }
}

/// Reads what was typed.
pub fn read(organization: &Organization, evidence: &Evidence) -> Figures {
    let typed = &organization.choices.volume;
    let mut fields = Fields { problems: Vec::new() };
    let quota = fields.count(&Choice::Quota, &typed.quota);
    let tenths = fields.number(&Choice::Peak, &typed.peak, 10);
    let peak = match tenths {
        Some(tenths) if tenths < 10 => {
            let message = "The busiest hour has no less than the average; counted as 1.";
            fields.say(Choice::Peak, &typed.peak, message);
            10
        }
        tenths => tenths.unwrap_or(PEAK * 10),
    };
    let sample_rate = fields.per_cent(&Choice::SampleRate, &typed.sample_rate).unwrap_or(ALL);
    let filtered = fields.per_cent(&Choice::Filtered, &typed.filtered).unwrap_or(0);
    let traces = fields.per_cent(&Choice::TracesSampleRate, &typed.traces).unwrap_or(ALL);
    let (mut daily, elsewhere) = fields.given(organization);
    let total = fields.count(&Choice::Total, &typed.total);
    estimate(&mut daily, total, organization, evidence);
    let problems = fields.problems;
    Figures { daily, elsewhere, quota, peak, sample_rate, filtered, traces, problems }
}

/// Fills in what nobody gave: what is left of the total, by where errors came from, else
/// by files; without a total, the errors as they came.
fn estimate(
    daily: &mut [(u64, Basis)],
    total: Option<u64>,
    organization: &Organization,
    evidence: &Evidence,
) {
    let by_errors = evidence.errors.values().any(|&errors| errors > 0);
    let weights = organization.projects.iter().zip(daily.iter()).map(|(project, it)| {
        let errors = || evidence.errors.get(&project.slug).copied().unwrap_or_default();
        match it.1 {
            Basis::Unknown if by_errors => errors(),
            Basis::Unknown => project.files.into(),
            _ => 0,
        }
    });
    let weights: Vec<u64> = weights.collect();
    let parts = match (total, by_errors) {
        (Some(total), _) => {
            let given = sum(daily.iter().map(|it| it.0));
            apportion(total.saturating_sub(given), &weights)
        }
        (None, true) => {
            let minutes = if evidence.minutes == 0 { 7 * MINUTES } else { evidence.minutes };
            weights.iter().map(|&errors| ratio(errors, MINUTES, minutes)).collect()
        }
        (None, false) => return,
    };
    let basis = if by_errors { Basis::Errors } else { Basis::Files };
    for (it, part) in daily.iter_mut().zip(parts) {
        if it.1 == Basis::Unknown {
            *it = (part, basis);
        }
    }
}

/// Reads fields, and keeps what is wrong with them.
struct Fields {
    problems: Vec<(Choice, Problem)>,
}

impl Fields {
    /// Errors a day per project as typed or pasted, and those of other projects.
    fn given(&mut self, organization: &Organization) -> (Vec<(u64, Basis)>, u64) {
        let typed = &organization.choices.volume;
        let projects = &organization.projects;
        let places: BTreeMap<&str, usize> =
            projects.iter().enumerate().map(|(at, it)| (it.slug.as_str(), at)).collect();
        let mut daily = vec![(0, Basis::Unknown); projects.len()];
        let mut elsewhere = 0_u64;
        let stats = stats::read(&typed.pasted);
        let minutes = self.minutes(&typed.days, &stats);
        for project in &stats.projects {
            let errors = ratio(project.accepted, MINUTES, minutes);
            let slug = slugify(&project.name);
            match places.get(project.name.as_str()).or_else(|| places.get(slug.as_str())) {
                Some(&at) => daily[at] = (errors.saturating_add(daily[at].0), Basis::Stats),
                None => {
                    elsewhere = elsewhere.saturating_add(errors);
                    let message = format!(
                        "`{}` is no project of this plan. Its errors use up the same quota, and \
                         count there only.",
                        project.name
                    );
                    let problem = Problem::info("usage/unknown-project", message);
                    let problem = problem.at(project.span).hint(
                        "If it is one of these projects under another name, type its number in.",
                    );
                    self.problems.push((Choice::Pasted, problem));
                }
            }
        }
        self.problems.extend(stats.problems.into_iter().map(|it| (Choice::Pasted, it)));
        for (slug, text) in &typed.daily {
            let field = Choice::Daily(slug.clone());
            match places.get(slug.as_str()) {
                Some(&at) => {
                    if let Some(errors) = self.count(&field, text) {
                        daily[at] = (errors, Basis::Typed);
                    }
                }
                None => {
                    let message = format!(
                        "`{slug}` is no project of this plan any more; `{text}` is left out."
                    );
                    let problem = Problem::info("usage/unknown-project", message);
                    self.problems.push((
                        field,
                        problem.hint("Type it in for the project as it is called now."),
                    ));
                }
            }
        }
        (daily, elsewhere)
    }

    /// Over how many minutes pasted numbers were counted.
    fn minutes(&mut self, days: &str, stats: &stats::Stats) -> u64 {
        if let Some(minutes) = self.number(&Choice::Days, days, MINUTES as u32) {
            if minutes > 0 {
                return minutes;
            }
            self.say(Choice::Days, days, "Nothing is counted over no time; taken as a month.");
        }
        if stats.minutes.is_none() && !stats.projects.is_empty() && days.is_empty() {
            let message = "Nothing here says over how many days these were counted; taken as 30.";
            let problem = Problem::info("usage/days-assumed", message);
            let hint = "Type the number of days that the statistics cover.";
            self.problems.push((Choice::Days, problem.hint(hint)));
        }
        stats.minutes.unwrap_or(30 * MINUTES)
    }

    fn count(&mut self, field: &Choice, text: &str) -> Option<u64> {
        if text.is_empty() {
            return None;
        }
        let read = number::count(text);
        if read.is_none() {
            let message = format!("`{text}` is no number; it is left out.");
            self.say(field.clone(), text, message);
        }
        read
    }

    fn number(&mut self, field: &Choice, text: &str, parts: u32) -> Option<u64> {
        if text.is_empty() {
            return None;
        }
        let read = number::parts(text, parts);
        if read.is_none() {
            let message = format!("`{text}` is no number; it is left out.");
            self.say(field.clone(), text, message);
        }
        read
    }

    /// In hundredths of a per cent.
    fn per_cent(&mut self, field: &Choice, text: &str) -> Option<u64> {
        let read = self.number(field, text, 100)?;
        if read > ALL {
            self.say(field.clone(), text, format!("`{text}` is over 100%; counted as 100."));
        }
        Some(read.min(ALL))
    }

    fn say(&mut self, field: Choice, text: &str, message: impl Into<String>) {
        let problem = Problem::warning("usage/bad-number", message);
        let problem = problem.at(Span::new(0, text.len()));
        self.problems.push((field, problem.hint("Type it in digits: `1,200`, `1.2k`, `12.5`.")));
    }
}
