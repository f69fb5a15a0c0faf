use super::calculate::ALL;
use super::figures::Figures;
use super::{ProjectVolume, Volume};
use crate::playbook::{Source, sources};
use crate::text::numbers::large;
use serde::Serialize;

/// How a figure came about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Formula {
    /// What it is.
    pub name: &'static str,
    /// The formula in words: `errors a day × 30`.
    pub expression: &'static str,
    /// The same with this organization's numbers, and what comes out.
    pub with_numbers: String,
    /// What it goes by.
    pub source: Source,
    /// Whether the formula is Sentry's, or ours.
    pub author: Author,
}

/// Whose formula it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Author {
    /// Sentry computes it so, as the source says.
    Sentry,
    /// Our own sum or rule of thumb, about what the source tells of.
    Ours,
}

/// The formulas behind a volume, the ones whose numbers are known.
pub(super) fn all(volume: &Volume, figures: &Figures, projects: u32) -> Vec<Formula> {
    let largest = volume.projects.first();
    let mut formulas = vec![month(volume)];
    formulas.extend(largest.and_then(|project| share(volume, project)));
    if figures.sample_rate < ALL || figures.filtered > 0 {
        formulas.push(kept(volume, figures));
    }
    if let Some(quota) = volume.quota {
        formulas.push(against(volume, quota));
        formulas.push(floor(volume, quota, projects));
    }
    formulas.extend(largest.and_then(|project| limit(project, figures)));
    formulas.extend(largest.and_then(|project| allocation(volume, project)));
    if figures.sample_rate < ALL {
        formulas.push(seen(volume, figures));
    }
    formulas.push(traces(volume, figures));
    formulas
}

fn month(volume: &Volume) -> Formula {
    let day = volume.day.saturating_add(volume.elsewhere);
    Formula {
        name: "A month",
        expression: "errors a day × 30",
        with_numbers: format!("{} × 30 = {}", large(day), large(volume.month)),
        source: sources::QUOTAS,
        author: Author::Ours,
    }
}

fn share(volume: &Volume, project: &ProjectVolume) -> Option<Formula> {
    volume.is_known.then(|| Formula {
        name: "A project’s share",
        expression: "errors a day of the project ÷ errors a day of all",
        with_numbers: format!(
            "{}: {} ÷ {} = {}",
            project.slug,
            large(project.day),
            large(volume.day),
            hundredths(project.share)
        ),
        source: sources::STATS,
        author: Author::Ours,
    })
}

fn kept(volume: &Volume, figures: &Figures) -> Formula {
    Formula {
        name: "A month after sampling and filters",
        expression: "errors of a month × sampleRate × (100% − what filters keep out)",
        with_numbers: format!(
            "{} × {} × {} = {}",
            large(volume.month),
            hundredths(figures.sample_rate),
            hundredths(ALL - figures.filtered),
            large(volume.kept)
        ),
        source: sources::EVENT_STREAM,
        author: Author::Ours,
    }
}

fn against(volume: &Volume, quota: u64) -> Formula {
    let result = match volume.used_up_on {
        Some(day) => format!("used up on day {day}; {} are dropped", large(volume.over)),
        None => format!("{} are left", large(quota - volume.kept.min(quota))),
    };
    Formula {
        name: "The quota",
        expression: "quota ÷ (errors of a month ÷ 30) days",
        with_numbers: format!("{} ÷ ({} ÷ 30): {result}", large(quota), large(volume.kept)),
        source: sources::QUOTAS,
        author: Author::Ours,
    }
}

fn floor(volume: &Volume, quota: u64, projects: u32) -> Formula {
    Formula {
        name: "The floor of spike protection, an hour and project",
        expression: "max(500, 3 × quota ÷ (720 × projects)), projects counted to 5",
        with_numbers: format!(
            "max(500, 3 × {} ÷ (720 × {})) = {}",
            large(quota),
            projects.clamp(1, 5),
            large(volume.spike_floor.unwrap_or_default())
        ),
        source: sources::SPIKE_PROTECTION,
        author: Author::Sentry,
    }
}

fn limit(project: &ProjectVolume, figures: &Figures) -> Option<Formula> {
    project.rate_limit.map(|limit| Formula {
        name: "A key’s limit, a minute",
        expression: "max(10, 2 × errors a day × peak ÷ 1,440), rounded up to two digits",
        with_numbers: format!(
            "{}: max(10, 2 × {} × {} ÷ 1,440) ≤ {}",
            project.slug,
            large(figures.kept(project.day)),
            tenths(figures.peak),
            large(limit)
        ),
        source: sources::EVENT_STREAM,
        author: Author::Ours,
    })
}

fn allocation(volume: &Volume, project: &ProjectVolume) -> Option<Formula> {
    let (quota, part) = (volume.quota?, project.allocation?);
    Some(Formula {
        name: "What spend allocation guarantees",
        expression: "quota × share, the parts making up the quota",
        with_numbers: format!(
            "{}: {} × {} ≈ {}",
            project.slug,
            large(quota),
            hundredths(project.share),
            large(part)
        ),
        source: sources::SPEND_ALLOCATION,
        author: Author::Ours,
    })
}

fn seen(volume: &Volume, figures: &Figures) -> Formula {
    let (times, part) = volume.seen.get(1).copied().unwrap_or_default();
    Formula {
        name: "Errors that are seen at all",
        expression: "1 − (1 − sampleRate)ⁿ, for an error that comes n times a day",
        with_numbers: format!(
            "1 − (1 − {})^{times} = {}",
            hundredths(figures.sample_rate),
            hundredths(part)
        ),
        source: sources::SDK_SAMPLING,
        author: Author::Ours,
    }
}

fn traces(volume: &Volume, figures: &Figures) -> Formula {
    Formula {
        name: "Traces that are kept",
        expression: "traces × tracesSampleRate of the project where they begin",
        with_numbers: format!(
            "1,000 × {} = {}",
            hundredths(figures.traces),
            large(volume.traces.kept_of_thousand)
        ),
        source: sources::DYNAMIC_SAMPLING,
        author: Author::Sentry,
    }
}

/// Hundredths of a per cent as people read them: `12.5%`.
#[must_use]
pub fn hundredths(part: u64) -> String {
    let text = format!("{}.{:02}", part / 100, part % 100);
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}

/// Tenths as people read them: `2.5`.
fn tenths(number: u64) -> String {
    format!("{}.{}", large(number / 10), number % 10).trim_end_matches(".0").to_owned()
}
