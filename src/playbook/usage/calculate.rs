use super::figures::{Figures, read};
use super::{Choice, Formula, apportion};
use crate::organization::{Organization, Project};
use crate::projects::platform::{Platform, Surface};
use crate::projects::what_if::spike_floor;
use crate::text::Problem;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Days of a month, as Sentry's own formula has it: 720 hours.
pub(super) const DAYS: u64 = 30;
/// Minutes of a day.
pub(super) const MINUTES: u64 = 1_440;
/// All of something, in hundredths of a per cent.
pub(super) const ALL: u64 = 10_000;

/// What is known beside the document: where errors came from, and whose files there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Errors by project, over [`Evidence::minutes`].
    pub errors: BTreeMap<String, u64>,
    /// The minutes that they were counted over; a week if 0.
    pub minutes: u64,
    /// Errors by project and team; an empty name is nobody's.
    pub team_errors: BTreeMap<String, BTreeMap<String, u64>>,
    /// Files by project and team; an empty name is nobody's.
    pub team_files: BTreeMap<String, BTreeMap<String, u64>>,
}

/// How much comes in, and what follows.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Volume {
    /// The projects, those with most errors first.
    pub projects: Vec<ProjectVolume>,
    /// The teams, those with most errors first.
    pub teams: Vec<TeamVolume>,
    /// Whether any number of errors is known; if not, shares go by files.
    pub is_known: bool,
    /// Errors a day in all of them.
    pub day: u64,
    /// Errors a day in projects of the organization that the plan does not have. They use up
    /// the same quota.
    pub elsewhere: u64,
    /// Errors of a month as it is now, with those elsewhere.
    pub month: u64,
    /// Errors of a month after sampling and filters.
    pub kept: u64,
    /// Errors of a month that sampling saves.
    pub saved_by_sampling: u64,
    /// Errors of a month that filters save.
    pub saved_by_filters: u64,
    /// The quota of errors in a month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quota: Option<u64>,
    /// The day of the month, from 1, on which the quota is used up; none if it lasts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub used_up_on: Option<u64>,
    /// Errors of a month that are over the quota, and dropped.
    pub over: u64,
    /// Errors an hour that spike protection lets through at least, per project.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spike_floor: Option<u64>,
    /// Of errors that come so many times a day, how many are seen that day at all, in
    /// hundredths of a per cent.
    pub seen: Vec<(u32, u64)>,
    /// What sampling does to traces.
    pub traces: Traces,
    /// How the figures came about.
    pub formulas: Vec<Formula>,
    /// What is wrong with what was typed, and in which field.
    #[serde(skip)]
    pub problems: Vec<(Choice, Problem)>,
}

/// A project's part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProjectVolume {
    /// Its slug.
    pub slug: String,
    /// Errors a day, as it is now.
    pub day: u64,
    /// Where that number is from.
    pub basis: Basis,
    /// Its share, in hundredths of a per cent.
    pub share: u64,
    /// Errors of a month after sampling and filters.
    pub kept: u64,
    /// Errors of its busiest hour, after sampling and filters.
    pub peak_hour: u64,
    /// Whether that hour is above the floor of spike protection.
    pub is_above_floor: bool,
    /// A limit for its key: errors in a window of a minute. None while nothing is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate_limit: Option<u64>,
    /// What spend allocation could guarantee it of the quota.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allocation: Option<u64>,
    /// Errors a day by team, those with most first; no name is nobody.
    pub teams: Vec<(Option<String>, u64)>,
    /// How they were split among the teams.
    pub split: Split,
}

/// A team's part, over all projects.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TeamVolume {
    /// Its slug; none for what reaches nobody.
    pub team: Option<String>,
    /// Errors a day.
    pub day: u64,
    /// Its share, in hundredths of a per cent.
    pub share: u64,
}

/// Where a number of errors is from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// Nowhere: it is not known.
    #[default]
    Unknown,
    /// It was typed.
    Typed,
    /// From pasted statistics.
    Stats,
    /// An estimate, from the errors that were pasted.
    Errors,
    /// An estimate, from the number of files.
    Files,
}

/// How a project's errors are split among its teams.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Split {
    /// It has one team or none.
    #[default]
    Whole,
    /// By where pasted errors came from.
    Errors,
    /// By whose files there are.
    Files,
    /// In equal parts, as nothing is known.
    Even,
}

/// What sampling does to traces. A trace is kept or dropped where it begins, for every
/// project that it runs through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Traces {
    /// Projects where traces begin, as people use them: their rate rules.
    pub begin: Vec<String>,
    /// Projects that traces come to.
    pub follow: Vec<String>,
    /// Of a thousand traces, how many are kept by `tracesSampleRate`.
    pub kept_of_thousand: u64,
}

/// Works out the volume of an organization. Linear in projects and teams, but for sorting.
#[must_use]
pub fn calculate(organization: &Organization, evidence: &Evidence) -> Volume {
    let figures = read(organization, evidence);
    let mut volume = Volume {
        quota: figures.quota,
        elsewhere: figures.elsewhere,
        is_known: figures.daily.iter().any(|it| it.0 > 0),
        traces: traces(organization, &figures),
        ..Volume::default()
    };
    // While nothing is known, shares go by files.
    let amounts: Vec<u64> = match volume.is_known {
        true => figures.daily.iter().map(|it| it.0).collect(),
        false => organization.projects.iter().map(|it| it.files.into()).collect(),
    };
    volume.day = sum(figures.daily.iter().map(|it| it.0));
    volume.add_month(&figures);
    let count = u32::try_from(organization.projects.len()).unwrap_or(u32::MAX);
    volume.spike_floor = figures.quota.map(|quota| spike_floor(quota, count));
    volume.add_projects(organization, &figures, evidence, &amounts);
    volume.add_teams();
    volume.seen = [1, 10, 100].map(|times| (times, seen(figures.sample_rate, times))).into();
    volume.formulas = super::formula::all(&volume, &figures, count);
    volume.problems = figures.problems;
    volume
}

/// Working out
impl Volume {
    fn add_month(&mut self, figures: &Figures) {
        let day = self.day.saturating_add(self.elsewhere);
        self.month = day.saturating_mul(DAYS);
        let sampled = portion(self.month, figures.sample_rate);
        self.kept = portion(sampled, ALL - figures.filtered);
        self.saved_by_sampling = self.month - sampled;
        self.saved_by_filters = sampled - self.kept;
        if let Some(quota) = figures.quota {
            self.over = self.kept.saturating_sub(quota);
            // The part of the month that the quota lasts, to the day that is not full any more.
            let used = u128::from(quota) * u128::from(DAYS);
            let day = used.checked_div(self.kept.into()).unwrap_or(0).min(DAYS.into()) as u64 + 1;
            self.used_up_on = (self.over > 0).then_some(day.min(DAYS));
        }
    }

    fn add_projects(
        &mut self,
        organization: &Organization,
        figures: &Figures,
        evidence: &Evidence,
        amounts: &[u64],
    ) {
        let shares = apportion(ALL, amounts);
        let guarded = self.quota.map(|quota| apportion(quota, amounts));
        for (at, project) in organization.projects.iter().enumerate() {
            let (day, basis) = figures.daily[at];
            let kept_day = figures.kept(day);
            let (weights, split) = weights(project, evidence);
            let parts = apportion(amounts[at], &weights.iter().map(|it| it.1).collect::<Vec<_>>());
            let names = weights.into_iter().map(|it| it.0);
            let mut teams: Vec<_> = names.zip(parts).filter(|it| it.1 > 0).collect();
            teams.sort_by_key(|it| Reverse(it.1));
            let peak_hour = ratio(kept_day, figures.peak, 10 * 24);
            self.projects.push(ProjectVolume {
                slug: project.slug.clone(),
                day,
                basis,
                share: shares[at],
                kept: figures.kept(day.saturating_mul(DAYS)),
                peak_hour,
                is_above_floor: self.spike_floor.is_some_and(|floor| peak_hour > floor),
                rate_limit: (kept_day > 0).then(|| rate_limit(kept_day, figures.peak)),
                allocation: guarded.as_ref().map(|parts| parts[at]),
                teams,
                split,
            });
        }
        self.projects.sort_by_key(|it| Reverse((it.share, it.day)));
    }

    fn add_teams(&mut self) {
        let mut teams: BTreeMap<Option<String>, u64> = BTreeMap::new();
        for (team, errors) in self.projects.iter().flat_map(|project| &project.teams) {
            let sum = teams.entry(team.clone()).or_default();
            *sum = sum.saturating_add(*errors);
        }
        let shares = apportion(ALL, &teams.values().copied().collect::<Vec<_>>());
        let team = |((team, amount), share): ((Option<String>, u64), u64)| {
            let day = if self.is_known { amount } else { 0 };
            TeamVolume { team, day, share }
        };
        self.teams = teams.into_iter().zip(shares).map(team).collect();
        self.teams.sort_by_key(|it| Reverse((it.share, it.day)));
        if !self.is_known {
            // Files were only weighed with.
            self.projects.iter_mut().for_each(|project| project.teams.clear());
        }
    }
}

/// How a project's errors are weighed by team.
fn weights(project: &Project, evidence: &Evidence) -> (Vec<(Option<String>, u64)>, Split) {
    let known = |by: &BTreeMap<String, BTreeMap<String, u64>>| -> Option<Vec<_>> {
        let teams = by.get(&project.slug)?;
        let named =
            |(team, errors): (&String, &u64)| ((!team.is_empty()).then(|| team.clone()), *errors);
        teams.values().any(|&it| it > 0).then(|| teams.iter().map(named).collect())
    };
    if let Some(weights) = known(&evidence.team_errors) {
        return (weights, Split::Errors);
    }
    if let Some(weights) = known(&evidence.team_files) {
        return (weights, Split::Files);
    }
    let even = project.teams.iter().map(|team| (Some(team.clone()), 1)).collect::<Vec<_>>();
    match even.len() {
        0 => (vec![(None, 1)], Split::Whole),
        1 => (even, Split::Whole),
        _ => (even, Split::Even),
    }
}

fn traces(organization: &Organization, figures: &Figures) -> Traces {
    let is_used = |project: &&Project| {
        let surface = Platform::find(&project.platform).map(|platform| platform.surface);
        !matches!(surface, None | Some(Surface::Server | Surface::Function))
    };
    let (begin, follow): (Vec<_>, Vec<_>) = organization.projects.iter().partition(is_used);
    let slugs = |projects: Vec<&Project>| projects.into_iter().map(|it| it.slug.clone()).collect();
    Traces {
        begin: slugs(begin),
        follow: slugs(follow),
        kept_of_thousand: portion(1_000, figures.traces),
    }
}

/// The least limit: one that a single bad deploy of a quiet project does not pass at once.
const LEAST_LIMIT: u64 = 10;

/// A limit for a key: twice the average minute of the busiest hour, rounded up to two digits.
fn rate_limit(kept_day: u64, peak: u64) -> u64 {
    let exact = ratio(kept_day.saturating_mul(2), peak, 10 * MINUTES).max(LEAST_LIMIT);
    let mut unit = 1_u64;
    while exact / unit >= 100 {
        unit = unit.saturating_mul(10);
    }
    exact.div_ceil(unit).saturating_mul(unit)
}

/// Of errors that come so many times a day, how many are seen that day at all.
fn seen(sample_rate: u64, times: u32) -> u64 {
    let missed = 1.0 - sample_rate as f64 / ALL as f64;
    let seen = 1.0 - missed.clamp(0.0, 1.0).powi(times.min(1_000) as i32);
    (seen * ALL as f64).round() as u64
}

/// A part in hundredths of a per cent, rounded to the nearest.
pub(super) fn portion(whole: u64, part: u64) -> u64 {
    let product = u128::from(whole) * u128::from(part.min(ALL));
    ((product + u128::from(ALL / 2)) / u128::from(ALL)) as u64
}

/// `whole × times ÷ by`, rounded up.
pub(super) fn ratio(whole: u64, times: u64, by: u64) -> u64 {
    let exact = (u128::from(whole) * u128::from(times)).div_ceil(u128::from(by.max(1)));
    u64::try_from(exact).unwrap_or(u64::MAX)
}

pub(super) fn sum(numbers: impl Iterator<Item = u64>) -> u64 {
    numbers.fold(0, u64::saturating_add)
}
