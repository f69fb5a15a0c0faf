//! Statistics as Sentry gives them, read leniently.
//!
//! | form | where it comes from |
//! |---|---|
//! | CSV with `project_id,project_slug,accepted_errors,…` | `GET /organizations/{org}/stats-summary/?download=true` |
//! | JSON with `projects`, each with `slug` and `stats` | the same without `download` |
//! | JSON with `groups`, each with `by` and `totals` | `GET /organizations/{org}/stats_v2/?groupBy=project&groupBy=outcome` |
//! | a table with Project, Total, Accepted, Filtered, Dropped | Stats > Usage, copied out of the page |
//! | any table with a project and a number | by hand |
//!
//! Only errors are taken where categories are told; `default` and `security` count as
//! errors, as in Sentry. Sources: `organization_stats_summary.py`, `usageStatsProjects.tsx`
//! and `snuba/outcomes.py` in Sentry's repository.

use super::number;
use crate::text::csv::Rows;
use crate::text::{Problem, Span, json};
use crate::trace::batch::seconds;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What statistics say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Per project, in the order of the text. Names are slugs, or ids where no slug is told.
    pub projects: Vec<ProjectStats>,
    /// The minutes that they were counted over, if they tell.
    pub minutes: Option<u64>,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// The place of each name among the projects.
    places: BTreeMap<String, usize>,
}

/// What statistics say of a project: errors over the whole time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProjectStats {
    /// Its slug; its id where no slug is told.
    pub name: String,
    /// Errors that counted.
    pub accepted: u64,
    /// Errors that filters kept out.
    pub filtered: u64,
    /// Errors that were dropped: over a limit, over the quota, by spike protection.
    pub dropped: u64,
    /// Where it stands.
    pub span: Span,
}

/// How many problems of one kind are told.
const EACH: usize = 10;

/// Reads statistics. Linear but for a lookup per project; whatever the text, an answer
/// comes back.
///
/// ```
/// use sentry_general::playbook::usage::stats;
///
/// let read = stats::read("project_id,project_slug,accepted_errors\n1,web,3000\n");
/// assert_eq!((read.projects[0].name.as_str(), read.projects[0].accepted), ("web", 3000));
/// ```
#[must_use]
pub fn read(text: &str) -> Stats {
    // What programs on Windows begin a file with is no part of what stands in it.
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let from = text.len() - start.len();
    let mut stats = match start.as_bytes().first() {
        None => return Stats::default(),
        Some(b'{' | b'[') => of_json(text, from),
        Some(_) => of_table(text, from),
    };
    if stats.projects.is_empty() && stats.problems.is_empty() {
        let message = "No project with a number of errors was found here.";
        let hint = "Paste the CSV or JSON of Sentry's stats summary, or a table with the columns \
                    `project` and `accepted`.";
        let place = from..text.trim_end().len();
        stats.problems.push(Problem::error("usage/not-recognised", message).at(place).hint(hint));
    }
    stats
}

/// What a column of a table holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Slug,
    Id,
    Accepted,
    /// A number that is taken if no column of accepted errors is there.
    Some,
    Filtered,
    Dropped,
    Other,
}

fn column(heading: &str) -> Column {
    let plain: String = heading.trim().to_lowercase();
    let plain = plain.replace([' ', '-'], "_");
    match plain.as_str() {
        "project_slug" | "project" | "slug" | "project_name" | "name" => Column::Slug,
        "project_id" | "project.id" | "id" => Column::Id,
        "accepted_errors" | "accepted" => Column::Accepted,
        "errors"
        | "events"
        | "count"
        | "count()"
        | "total"
        | "quantity"
        | "errors_a_day"
        | "error_count"
        | "events_a_day"
        | "sum(quantity)"
        | "sum(quantity)_errors" => Column::Some,
        "filtered_errors" | "filtered" => Column::Filtered,
        "dropped_errors" | "dropped" => Column::Dropped,
        _ => Column::Other,
    }
}

fn of_table(text: &str, start: usize) -> Stats {
    let mut stats = Stats::default();
    let header = ['\t', ';', ','].into_iter().find_map(|mark| {
        let row = Rows::new(text, start, mark).next()?;
        let columns: Vec<Column> = row.cells.iter().map(|cell| column(cell)).collect();
        let has = |wanted: Column| columns.contains(&wanted);
        let named = has(Column::Slug) || has(Column::Id);
        (named && (has(Column::Accepted) || has(Column::Some))).then_some((mark, columns))
    });
    let Some((mark, columns)) = header else { return stats };
    let place = |wanted: Column| columns.iter().position(|column| *column == wanted);
    let named = place(Column::Slug).or(place(Column::Id));
    let counted = place(Column::Accepted).or(place(Column::Some));
    let (filtered, dropped) = (place(Column::Filtered), place(Column::Dropped));
    for row in Rows::new(text, start, mark).skip(1) {
        let cell =
            |at: Option<usize>| at.and_then(|at| row.cells.get(at)).map_or("", |cell| cell.trim());
        if row.cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let span = Span::from(row.start..row.end);
        let name = cell(named).to_owned();
        let Some(accepted) = number::count(cell(counted)).filter(|_| !name.is_empty()) else {
            let message = match name.is_empty() {
                true => "This row names no project; it is left out.".to_owned(),
                false => {
                    format!("`{}` is no number of errors; the row is left out.", cell(counted))
                }
            };
            stats.remark(Problem::warning("usage/bad-row", message).at(span));
            continue;
        };
        let optional = |at: Option<usize>| number::count(cell(at)).unwrap_or_default();
        let (filtered, dropped) = (optional(filtered), optional(dropped));
        stats.add(ProjectStats { name, accepted, filtered, dropped, span });
    }
    stats
}

fn of_json(text: &str, start: usize) -> Stats {
    let mut stats = Stats::default();
    let values = &text[start..];
    let value = match serde_json::from_str::<Value>(values) {
        Ok(value) => value,
        Err(_) => {
            let broken = json::read(values).1;
            let (at, why) =
                broken.map_or((start, String::new()), |broken| (start + broken.at, broken.why));
            let message = format!("This JSON ends or breaks here: {why}.");
            let problem = Problem::error("usage/not-recognised", message).at(at..at);
            stats.problems.push(problem.hint("Paste the whole answer."));
            return stats;
        }
    };
    let span = Span::from(0..text.len());
    stats.minutes = minutes(&value);
    if let Some(groups) = value.get("groups").and_then(Value::as_array) {
        groups.iter().for_each(|group| stats.group(group, span));
        let ids = stats.projects.iter().filter(|it| it.name.bytes().all(|b| b.is_ascii_digit()));
        if ids.count() > 0 {
            let message = "These statistics name projects by number, which tells no slug.";
            let hint = "Ask `stats-summary` instead of `stats_v2`, or put the slugs in.";
            stats.problems.push(Problem::warning("usage/only-ids", message).at(span).hint(hint));
        }
        return stats;
    }
    let projects = value.get("projects").unwrap_or(&value);
    match projects {
        Value::Array(list) => list.iter().for_each(|project| stats.project(project, span)),
        Value::Object(map) => {
            for (name, number) in map {
                if let Some(accepted) = number_of(number) {
                    let name = name.clone();
                    stats.add(ProjectStats { name, accepted, span, ..ProjectStats::default() });
                }
            }
        }
        _ => {}
    }
    stats
}

fn number_of(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => number
            .as_u64()
            .or_else(|| number.as_f64().filter(|it| *it >= 0.0).map(|it| it.round() as u64)),
        Value::String(text) => number::count(text),
        _ => None,
    }
}

/// From `start` to `end`.
fn minutes(value: &Value) -> Option<u64> {
    let time = |key: &str| seconds(value.get(key)?.as_str()?);
    let between = time("end")?.checked_sub(time("start")?)?;
    u64::try_from(between / 60).ok().filter(|&minutes| minutes > 0)
}

fn is_error(category: &str) -> bool {
    matches!(category, "error" | "errors" | "default" | "security")
}

/// The slug or id under the first of these keys.
fn name_of(object: &Map<String, Value>) -> Option<String> {
    let keys = ["slug", "project_slug", "project", "name", "id", "project_id"];
    keys.iter().find_map(|key| match object.get(*key)? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    })
}

/// Reading
impl Stats {
    /// A group of `stats_v2`.
    fn group(&mut self, group: &Value, span: Span) {
        let by = group.get("by").and_then(Value::as_object);
        let Some(name) = by.and_then(name_of) else {
            let message = "A group names no project; it is left out.";
            return self.remark(Problem::warning("usage/bad-row", message).at(span));
        };
        let part = |key: &str| by.and_then(|by| by.get(key)).and_then(Value::as_str);
        if part("category").is_some_and(|category| !is_error(category)) {
            return;
        }
        let totals = group.get("totals");
        let total = |key: &str| totals.and_then(|totals| totals.get(key)).and_then(number_of);
        let Some(number) = total("sum(quantity)").or_else(|| total("sum(times_seen)")) else {
            let message = format!("A group of `{name}` has no `sum(quantity)`; it is left out.");
            return self.remark(Problem::warning("usage/bad-row", message).at(span));
        };
        let mut project = ProjectStats { name, span, ..ProjectStats::default() };
        project.take(part("outcome").unwrap_or("accepted"), number);
        self.add(project);
    }

    /// A project of `stats-summary`, or of a list by hand.
    fn project(&mut self, value: &Value, span: Span) {
        let Some((object, name)) = value.as_object().and_then(|it| Some((it, name_of(it)?))) else {
            let message = "An entry of the list names no project; it is left out.";
            return self.remark(Problem::warning("usage/bad-row", message).at(span));
        };
        let mut project = ProjectStats { name, span, ..ProjectStats::default() };
        let Some(stats) = object.get("stats").and_then(Value::as_array) else {
            let keys = ["accepted_errors", "accepted", "errors", "events", "count", "total"];
            let number = keys.iter().find_map(|key| number_of(object.get(*key)?));
            match number {
                Some(number) => project.accepted = number,
                None => {
                    let message =
                        format!("`{}` has no number of errors; it is left out.", project.name);
                    return self.remark(Problem::warning("usage/bad-row", message).at(span));
                }
            }
            return self.add(project);
        };
        for category in stats {
            let name = category.get("category").and_then(Value::as_str);
            if !name.is_none_or(is_error) {
                continue;
            }
            let outcomes = category.get("outcomes").and_then(Value::as_object);
            for (outcome, number) in outcomes.into_iter().flatten() {
                project.take(outcome, number_of(number).unwrap_or_default());
            }
        }
        self.add(project);
    }

    /// Adds to the project of that name, if it is there.
    fn add(&mut self, project: ProjectStats) {
        let place = self.places.entry(project.name.clone()).or_insert(self.projects.len());
        match self.projects.get_mut(*place) {
            Some(other) => {
                other.accepted = other.accepted.saturating_add(project.accepted);
                other.filtered = other.filtered.saturating_add(project.filtered);
                other.dropped = other.dropped.saturating_add(project.dropped);
            }
            None => self.projects.push(project),
        }
    }

    fn remark(&mut self, problem: Problem) {
        if self.problems.iter().filter(|other| other.code == problem.code).count() < EACH {
            self.problems.push(problem);
        }
    }
}

impl ProjectStats {
    /// Counts errors of an outcome. What SDKs discard never came to Sentry.
    fn take(&mut self, outcome: &str, number: u64) {
        let sum = match outcome {
            "accepted" => &mut self.accepted,
            "filtered" => &mut self.filtered,
            "client_discard" => return,
            _ => &mut self.dropped,
        };
        *sum = sum.saturating_add(number);
    }
}
