//! Volume: how many errors come in, as typed, pasted or estimated; whose they are; and
//! what guards the quota.

mod plots;

use super::Parts;
use super::items::source;
use crate::organization::Organization;
use crate::playbook::Choice;
use crate::playbook::usage::{
    self, Author, Basis, Choice as Typed, PEAK, ProjectVolume, Volume, calculate, hundredths,
};
use crate::session::commands::PlaybookCommand;
use crate::session::draw::rest;
use crate::session::draw::{
    area, button, details, el, field, paragraph, prose, strong, table, text,
};
use crate::session::later::evidence::Known;
use crate::session::later::views::errors_behind::behind;
use crate::session::protocol::{Intent, Node};
use crate::text::numbers::{large, plural};
use crate::text::{LineIndex, Severity};
use crate::trace::batch::Counted;

/// How many projects have a field in sight, and how many rows the table has.
const IN_SIGHT: usize = 24;
const MOST: usize = 200;

/// The tool of the chapter.
pub fn draw(parts: &Parts<'_>) -> Vec<Node> {
    let Parts { organization, answer, errors, .. } = *parts;
    if organization.projects.is_empty() {
        return vec![paragraph("soft", "Without projects there is nothing to count.")];
    }
    let known = (parts.evidence)();
    let volume = calculate(organization, &known.evidence);
    let behind = Behind { known: &known, errors };
    let heading = |words: &str| el("h3", "", []).says(words).keyed(words);
    let mut body = vec![
        heading("How much comes in"),
        paragraph("lead", &sentence(&volume)).keyed("sentence"),
        for_all(organization).keyed("for-all"),
    ];
    body.extend(problems(organization, &volume));
    body.extend(per_project(organization, &volume));
    body.push(pasted(organization));
    body.push(heading("Whose errors they are"));
    body.push(plots::projects(organization, &volume, &behind));
    body.push(plots::teams(answer, &volume, &behind));
    body.extend(plots::month(&volume));
    body.push(heading("What guards the quota"));
    body.extend(advice(&volume));
    body.push(all_figures(&volume, &behind));
    body.push(formulas(&volume));
    body
}

/// What numbers of errors lead to, where they come from pasted errors.
struct Behind<'s> {
    known: &'s Known,
    errors: &'s [Counted],
}

impl Behind<'_> {
    /// A number of a project.
    fn of_project(&self, words: String, it: &ProjectVolume) -> Node {
        match it.basis {
            Basis::Errors => self.number(words, self.known.of_project.get(&it.slug)),
            Basis::Unknown | Basis::Typed | Basis::Stats | Basis::Files => text(words),
        }
    }

    /// A number of a team; of none, of nobody's.
    fn of_team(&self, words: String, team: Option<&str>) -> Node {
        self.number(words, self.known.of_team.get(team.unwrap_or_default()))
    }

    fn number(&self, words: String, which: Option<&Vec<usize>>) -> Node {
        behind(words, which.map_or(&[][..], Vec::as_slice), self.errors)
    }
}

fn sentence(volume: &Volume) -> String {
    if !volume.is_known {
        return "Type how many errors come in a day: for each project, or for all together. Until \
                then, shares go by files."
            .to_owned();
    }
    let month = large(volume.month);
    let kept = match volume.kept == volume.month {
        true => String::new(),
        false => format!(", of which {} are kept", large(volume.kept)),
    };
    let against = match (volume.quota, volume.used_up_on) {
        (Some(quota), Some(day)) => format!(
            " The quota of {} is used up on day {day}, and {} errors are dropped.",
            large(quota),
            large(volume.over)
        ),
        (Some(quota), None) => format!(
            " The quota of {} lasts: {} are left.",
            large(quota),
            large(quota.saturating_sub(volume.kept))
        ),
        (None, _) => String::new(),
    };
    format!("{month} errors a month{kept}.{against}")
}

fn number(label: &str, value: &str, placeholder: &str, what: Typed) -> Node {
    field(label, value, placeholder, PlaybookCommand::Choose(Choice::Volume(what)))
}

/// What is typed once.
fn for_all(organization: &Organization) -> Node {
    let typed = &organization.choices.volume;
    let fields = [
        number("Errors a day, all together", &typed.total, "not known", Typed::Total),
        number("Quota of errors a month", &typed.quota, "50,000", Typed::Quota),
        number("Busiest hour, × the average", &typed.peak, &PEAK.to_string(), Typed::Peak),
        number("sampleRate, %", &typed.sample_rate, "100", Typed::SampleRate),
        number("Kept out by filters, %", &typed.filtered, "0", Typed::Filtered),
        number("tracesSampleRate, %", &typed.traces, "100", Typed::TracesSampleRate),
    ];
    el("div", "fields", fields)
}

/// A field for every project, those with most files first, so that none moves while one
/// types.
fn per_project(organization: &Organization, volume: &Volume) -> Vec<Node> {
    let typed = &organization.choices.volume;
    let mut projects: Vec<_> = organization.projects.iter().collect();
    projects.sort_by_key(|project| std::cmp::Reverse(project.files));
    let mut fields: Vec<Node> = projects
        .iter()
        .map(|project| {
            let slug = &project.slug;
            let known = volume.projects.iter().find(|it| it.slug == *slug);
            let known = known.filter(|it| !matches!(it.basis, Basis::Unknown | Basis::Typed));
            let (hint, shown) = known.map_or((String::new(), "not known".to_owned()), |it| {
                (format!(", {}", it.basis.words()), large(it.day))
            });
            let value = typed.daily.get(slug).map_or("", String::as_str);
            let label = format!("{slug}{hint}");
            number(&label, value, &shown, Typed::Daily(slug.clone())).keyed(slug.as_str())
        })
        .collect();
    let rest = fields.split_off(fields.len().min(IN_SIGHT));
    let title = el("p", "label", []).says("Errors a day in").keyed("per-project-label");
    let mut parts = vec![title, el("div", "fields numbers", fields).keyed("per-project")];
    if !rest.is_empty() {
        let title =
            format!("{} with fewer files", plural(rest.len() as u32, "project", "projects"));
        parts.push(details("fewer", &title, [el("div", "fields numbers", rest)]));
    }
    parts
}

/// Where statistics are pasted.
fn pasted(organization: &Organization) -> Node {
    let typed = &organization.choices.volume;
    let choose = |what| PlaybookCommand::Choose(Choice::Volume(what));
    let slug = organization.slug();
    let address = format!(
        "/api/0/organizations/{slug}/stats-summary/?field=sum(quantity)&category=error&statsPeriod=30d&download=true"
    );
    let words = format!(
        "The CSV of `{address}`, JSON of it or of `stats_v2`, or the table of Stats > Usage, \
         copied out of the page with its heading. Figures typed above take precedence."
    );
    let fields = [
        area("Sentry’s statistics", &typed.pasted, choose(Typed::Pasted)),
        field("Counted over days", &typed.days, "30", choose(Typed::Days)),
    ];
    let body = [paragraph("soft", &words), el("div", "fields", fields)];
    details("statistics", "Paste Sentry’s statistics instead", body)
}

/// What is wrong with what was typed, each with its field, and its line in a pasted text.
fn problems(organization: &Organization, volume: &Volume) -> Option<Node> {
    let lines = LineIndex::new(&organization.choices.volume.pasted);
    let item = |(field, problem): &(Typed, crate::text::Problem)| {
        let severity = match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        };
        let place = match (field, problem.span) {
            (Typed::Pasted, Some(span)) => {
                format!("Statistics, line {}: ", lines.line(span.start))
            }
            (field, _) => format!("{}: ", name(field)),
        };
        let message = std::iter::once(strong(place)).chain(prose(&problem.message));
        let mut body = vec![el("p", "message", message)];
        body.extend(problem.hint.as_deref().map(|hint| paragraph("hint", hint)));
        el("li", &format!("problem {severity}"), [el("div", "", body)])
    };
    let found = &volume.problems;
    let shown = found.iter().take(IN_SIGHT).map(item);
    (!found.is_empty()).then(|| el("ul", "problems", shown).keyed("problems"))
}

/// What a field is called.
fn name(field: &Typed) -> &str {
    match field {
        Typed::Daily(slug) => slug,
        Typed::Pasted => "Statistics",
        Typed::Days => "Counted over days",
        Typed::Total => "Errors a day",
        Typed::Quota => "Quota",
        Typed::Peak => "Busiest hour",
        Typed::SampleRate => "sampleRate",
        Typed::Filtered => "Filters",
        Typed::TracesSampleRate => "tracesSampleRate",
    }
}

/// What follows for the guards, in sentences.
fn advice(volume: &Volume) -> Vec<Node> {
    let mut sentences = Vec::new();
    if let Some(floor) = volume.spike_floor {
        let above: Vec<&str> = of(volume, |it| it.is_above_floor);
        let words = match above.as_slice() {
            [] => "No busiest hour is above it.".to_owned(),
            above => format!(
                "The busiest hour of {} is above it: there spike protection may act on a usual day, \
                 until it has learned from seven usual days.",
                listed(above)
            ),
        };
        sentences.push(format!(
            "Spike protection lets through at least **{}** errors an hour in each project. {words}",
            large(floor)
        ));
    }
    if volume.saved_by_sampling > 0 {
        let seen: Vec<String> = volume
            .seen
            .iter()
            .map(|(times, part)| match times {
                1 => format!("once a day: {}", hundredths(*part)),
                times => format!("{times} times: {}", hundredths(*part)),
            })
            .collect();
        sentences.push(format!(
            "`sampleRate` saves **{}** errors a month, and hides rare ones. How likely an error \
             is to be seen at all on a day, by how often it occurs: {}.",
            large(volume.saved_by_sampling),
            seen.join(", ")
        ));
    }
    if volume.saved_by_filters > 0 {
        sentences.push(format!(
            "Filters save **{}** errors a month; what inbound filters drop does not count.",
            large(volume.saved_by_filters)
        ));
    }
    if volume.quota.is_some() {
        sentences.push(
            "Spend allocation guarantees a project a least part of the quota, and is no ceiling \
             (Enterprise plan)."
                .to_owned(),
        );
    }
    let (begin, follow) = (&volume.traces.begin, &volume.traces.follow);
    if !begin.is_empty() && !follow.is_empty() {
        let names =
            |slugs: &[String]| listed(&slugs.iter().map(String::as_str).collect::<Vec<_>>());
        sentences.push(format!(
            "Traces begin in {}: the rate there decides what {} keep of them. Of 1,000 traces, {} are \
             kept.",
            names(begin),
            names(follow),
            large(volume.traces.kept_of_thousand)
        ));
    }
    let items = sentences.iter().map(|words| el("li", "", emphasised(words)));
    if sentences.is_empty() {
        return vec![paragraph("soft", "Type the quota to see what guards it.").keyed("guards")];
    }
    vec![el("ul", "guards", items).keyed("guards")]
}

/// A sentence in which what stands between double stars has weight.
fn emphasised(words: &str) -> Vec<Node> {
    let parts = words.split("**").enumerate().filter(|(_, part)| !part.is_empty());
    parts
        .flat_map(|(at, part)| if at % 2 == 1 { vec![strong(part)] } else { prose(part) })
        .collect()
}

fn of(volume: &Volume, holds: impl Fn(&ProjectVolume) -> bool) -> Vec<&str> {
    volume.projects.iter().filter(|it| holds(it)).map(|it| it.slug.as_str()).collect()
}

/// Names in a sentence: a few, and how many more.
fn listed(names: &[&str]) -> String {
    let shown = names.iter().take(5).map(|name| format!("`{}`", name.replace('`', "'")));
    let shown = shown.collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(5) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// All figures by project.
fn all_figures(volume: &Volume, behind: &Behind<'_>) -> Node {
    let optional = |it: Option<u64>| it.map_or_else(|| "–".to_owned(), large);
    let rows = volume.projects.iter().take(MOST).map(|project| {
        let above = if project.is_above_floor { " (above the floor)" } else { "" };
        let day = match project.basis {
            Basis::Unknown => "–".to_owned(),
            Basis::Typed | Basis::Stats | Basis::Errors | Basis::Files => large(project.day),
        };
        let cells = [
            project.slug.clone(),
            day,
            hundredths(project.share),
            large(project.kept),
            format!("{}{above}", large(project.peak_hour)),
            optional(project.rate_limit),
            optional(project.allocation),
            project.basis.words().to_owned(),
        ];
        let mut cells = cells.map(|cell| vec![text(cell)]);
        let day = std::mem::take(&mut cells[1]);
        cells[1] = day.into_iter().map(|it| behind.of_project(it.text, project)).collect();
        cells.into()
    });
    let headings = [
        "Project",
        "#A day",
        "#Share",
        "#A month, kept",
        "#Busiest hour",
        "#Limit a minute",
        "#Guaranteed",
        "Known from",
    ];
    let table = table("figures", &headings, rows.collect());
    let rest = rest(volume.projects.len(), MOST, "project", "projects");
    let save = Intent::Save("volume.csv".into(), "text/csv".into(), volume.to_csv());
    let save = el("p", "", [button("", "Save as CSV", save)]);
    let body = std::iter::once(table).chain(rest).chain([save]);
    details("figures", "All figures by project: limits, guarantees", body)
}

/// How the figures came about.
fn formulas(volume: &Volume) -> Node {
    let item = |formula: &usage::Formula| {
        let whose = match formula.author {
            Author::Sentry => "Sentry’s formula",
            Author::Ours => "our own sum, about what the page tells of",
        };
        let body = [
            el("p", "", [strong(formula.name), text(format!(" ({whose})"))]),
            paragraph("", formula.expression),
            el("p", "", [el("code", "", []).says(formula.with_numbers.as_str())]),
            source(formula.source),
        ];
        el("li", "formula", body)
    };
    let list = el("ul", "formulas", volume.formulas.iter().map(item));
    details("formulas", "How these figures came about", [list])
}
