//! Rows of the comparison: what becomes of each project.

use super::evidence::{Index, folder};
use super::facts::Facts;
use super::pairs::Pairs;
use crate::live::Mapping;
use crate::organization::{Mapping as Roots, Organization, Project};
use std::collections::BTreeSet;

/// What is to be done, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Several projects of today become one.
    Merge,
    /// One of today becomes several.
    Split,
    /// It gets another slug, and whatever else differs.
    Rename,
    /// It stays, and something of it changes.
    Change,
    /// There is nothing like it today.
    Create,
    /// It is as proposed.
    Same,
    /// The plan does not know it.
    LeaveAlone,
}

/// One thing that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The slug.
    Slug(String, String),
    /// The name.
    Name(String, String),
    /// The platform; of today none if there is none.
    Platform(Option<String>, String),
    /// A team that has no access yet.
    Team(String),
    /// Ownership rules differ, or are not there.
    Rules,
    /// A code mapping that is not there: its stack root and source root.
    Mapping(String, String),
}

/// What becomes of projects.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What is to be done.
    pub step: Step,
    /// Slugs of today; the first is the one that changes.
    pub today: Vec<String>,
    /// Places in the plan; the first is what it becomes.
    pub proposed: Vec<usize>,
    /// Whether the first of today becomes the first of the plan. Else what is split off is made
    /// anew, and what is of today stays.
    pub is_paired: bool,
    /// How sure it is that they belong together, from 0 to 1.
    pub confidence: f32,
    /// Why, a sentence each.
    pub why: Vec<String>,
    /// What changes of the first.
    pub changes: Vec<Change>,
    /// Teams that have access today and are not in the plan.
    pub more_teams: Vec<String>,
    /// What is there today and not in the plan, a sentence each. It stays, unless Terraform is
    /// told what is all there is to be.
    pub stays: Vec<String>,
}

impl Row {
    /// The project of today that becomes a planned one, and that one's place in the plan. A row of
    /// what is merged into one has none: its pair is in a row of its own.
    #[must_use]
    pub fn pair(&self) -> Option<(&str, usize)> {
        let is_pair = match self.step {
            Step::Rename | Step::Change | Step::Same => true,
            // What stays of it says so; it has no pair.
            Step::Split => self.is_paired,
            Step::Merge | Step::Create | Step::LeaveAlone => false,
        };
        Some((self.today.first()?.as_str(), *self.proposed.first()?)).filter(|_| is_pair)
    }
}

impl Change {
    /// A sentence for people; what stands between backticks is code.
    #[must_use]
    pub fn message(&self) -> String {
        let shown = |root: &str| if root.is_empty() { "\"\"".to_owned() } else { root.to_owned() };
        match self {
            Self::Slug(old, new) => format!("The slug `{old}` becomes `{new}`; the DSN stays."),
            Self::Name(old, new) => format!("The name “{old}” becomes “{new}”."),
            Self::Platform(Some(old), new) => format!("The platform `{old}` becomes `{new}`."),
            Self::Platform(None, new) => format!("It gets the platform `{new}`."),
            Self::Team(team) => format!("`#{team}` gets access."),
            Self::Rules => "Its ownership rules become those of the plan.".to_owned(),
            Self::Mapping(stack, source) => {
                format!("It gets the code mapping `{}` → `{}`.", shown(stack), shown(source))
            }
        }
    }
}

impl Step {
    /// For people, as the beginning of a row.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Merge => "Merge",
            Self::Split => "Split",
            Self::Rename => "Rename",
            Self::Change => "Change",
            Self::Create => "Create",
            Self::Same => "As planned",
            Self::LeaveAlone => "Leave alone",
        }
    }
}

/// All rows: first what is to be done.
pub fn rows(facts: &Facts<'_>, plan: &Organization) -> Vec<Row> {
    let live = facts.live;
    let index = Index::new(plan, live);
    let mut pairs = Pairs::new(live, &index);
    let mut rows = Vec::new();
    let mut seen: BTreeSet<usize> = BTreeSet::new();
    let mut used: BTreeSet<String> = BTreeSet::new();
    for (slug, pair) in std::mem::take(&mut pairs.pairs) {
        let project = &plan.projects[pair.proposed];
        let mut row = Row {
            step: Step::Same,
            changes: changes(facts, plan, &slug, project),
            stays: stays(facts, &slug, project),
            more_teams: more_teams(facts, &slug, project),
            today: vec![slug.clone()],
            proposed: vec![pair.proposed],
            is_paired: true,
            confidence: pair.score,
            why: pair.why,
        };
        row.step = match &row.changes {
            changes if changes.iter().any(|it| matches!(it, Change::Slug(..))) => Step::Rename,
            changes if changes.is_empty() => Step::Same,
            _ => Step::Change,
        };
        if let Some(split) = pairs.splits.remove(&slug) {
            row.step = Step::Split;
            for it in split {
                seen.insert(it.proposed);
                row.proposed.push(it.proposed);
                row.confidence = row.confidence.min(it.score);
                row.why.extend(it.why);
            }
        }
        if let Some(merged) = pairs.merges.remove(&pair.proposed) {
            let mut merge =
                Row { step: Step::Merge, changes: Vec::new(), stays: Vec::new(), ..row.clone() };
            merge.proposed.truncate(1);
            merge.why.clear();
            add_merged(&mut merge, merged, &mut used);
            rows.push(merge);
        }
        seen.insert(pair.proposed);
        used.insert(slug);
        rows.push(row);
    }
    for (slug, split) in pairs.splits {
        let mut row = empty(Step::Split);
        for it in split {
            seen.insert(it.proposed);
            row.proposed.push(it.proposed);
            row.confidence = row.confidence.min(it.score);
            row.why.extend(it.why);
        }
        row.stays.push(format!("`{slug}` stays as it is until nothing sends to it any more."));
        used.insert(slug.clone());
        row.today.push(slug);
        rows.push(row);
    }
    for (at, merged) in pairs.merges {
        let mut row = empty(Step::Merge);
        row.proposed.push(at);
        seen.insert(at);
        add_merged(&mut row, merged, &mut used);
        rows.push(row);
    }
    for at in (0..plan.projects.len()).filter(|at| !seen.contains(at)) {
        let why = pairs.unsure.remove(&at).into_iter().collect();
        rows.push(Row { proposed: vec![at], why, ..empty(Step::Create) });
    }
    for slug in live.projects.keys().filter(|slug| !used.contains(*slug)) {
        let why = vec![why_alone(facts, plan, slug)];
        rows.push(Row { today: vec![slug.clone()], why, ..empty(Step::LeaveAlone) });
    }
    rows.sort_by(|one, other| {
        let key = |row: &Row| (row.step, row.today.clone(), row.proposed.clone());
        key(one).cmp(&key(other))
    });
    rows
}

fn empty(step: Step) -> Row {
    Row {
        step,
        today: Vec::new(),
        proposed: Vec::new(),
        is_paired: false,
        confidence: 1.0,
        why: Vec::new(),
        changes: Vec::new(),
        more_teams: Vec::new(),
        stays: Vec::new(),
    }
}

fn add_merged(row: &mut Row, merged: Vec<super::evidence::Evidence>, used: &mut BTreeSet<String>) {
    for it in merged {
        used.insert(it.today.clone());
        row.confidence = row.confidence.min(it.score);
        row.why.extend(it.why);
        row.stays.push(format!(
            "`{}` keeps its issues: Sentry does not merge projects. Point its SDK at the other’s DSN, and archive it when nothing comes in any more.",
            it.today
        ));
        row.today.push(it.today);
    }
}

/// What differs between a project of today and what it becomes.
fn changes(facts: &Facts<'_>, plan: &Organization, slug: &str, project: &Project) -> Vec<Change> {
    let Some(today) = facts.live.projects.get(slug) else { return Vec::new() };
    let mut changes = Vec::new();
    if slug != project.slug {
        changes.push(Change::Slug(slug.to_owned(), project.slug.clone()));
    }
    if !today.name.is_empty() && !project.name.is_empty() && today.name != project.name {
        changes.push(Change::Name(today.name.clone(), project.name.clone()));
    }
    if today.listed
        && !project.platform.is_empty()
        && today.platform.as_deref() != Some(&project.platform)
    {
        changes.push(Change::Platform(today.platform.clone(), project.platform.clone()));
    }
    let missing = project.teams.iter().filter(|team| !facts.has_access(slug, team));
    changes.extend(missing.map(|team| Change::Team(team.clone())));
    if let Some(rules) = &today.rules
        && !project.rules.trim().is_empty()
        && lines(&rules.raw) != lines(&project.rules)
    {
        changes.push(Change::Rules);
    }
    let repository = plan.repository_of(project).map_or("", |it| it.name.as_str());
    if !facts.live.mappings.is_empty() && !repository.is_empty() {
        let today: BTreeSet<_> = facts.mappings(slug).iter().map(|it| of_today(it)).collect();
        let missing = |planned: &&Roots| !today.contains(&of_plan(planned));
        let missing = project.all_mappings().iter().filter(missing).cloned();
        changes.extend(missing.map(|it| Change::Mapping(it.stack_root, it.source_root)));
    }
    changes
}

/// Teams that have access today and are not in the plan.
fn more_teams(facts: &Facts<'_>, slug: &str, project: &Project) -> Vec<String> {
    let planned: BTreeSet<&str> = project.teams.iter().map(String::as_str).collect();
    facts.teams(slug).filter(|team| !planned.contains(team)).map(str::to_owned).collect()
}

/// What is there today and not in the plan.
fn stays(facts: &Facts<'_>, slug: &str, project: &Project) -> Vec<String> {
    let more = more_teams(facts, slug, project);
    let more: Vec<String> = more.iter().map(|team| format!("`#{team}`")).collect();
    let mut stays = Vec::new();
    if !more.is_empty() {
        stays.push(format!("Access of {}, which the plan does not name.", more.join(", ")));
    }
    let planned = project.all_mappings();
    let planned: BTreeSet<_> = planned.iter().map(of_plan).collect();
    let others = facts.mappings(slug).iter().filter(|it| !planned.contains(&of_today(it)));
    let others: Vec<String> =
        others.map(|it| format!("`{}` → `{}`", it.stack_root, it.source_root)).collect();
    if !others.is_empty() {
        stays.push(format!("Code mappings {}.", others.join(", ")));
    }
    stays
}

/// What tells whether a code mapping is the planned one: its roots, the latter without slashes.
fn of_today(mapping: &Mapping) -> (&str, &str) {
    (&mapping.stack_root, folder(&mapping.source_root))
}

/// The same of a planned one.
fn of_plan(planned: &Roots) -> (&str, &str) {
    (&planned.stack_root, folder(&planned.source_root))
}

/// Lines that say something.
fn lines(rules: &str) -> Vec<&str> {
    let lines = rules.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

fn why_alone(facts: &Facts<'_>, plan: &Organization, slug: &str) -> String {
    let mappings = || facts.mappings(slug).iter();
    let planned =
        |name: &str| plan.repositories.iter().any(|it| it.name.eq_ignore_ascii_case(name));
    let elsewhere = mappings().find(|it| !it.repository.is_empty() && !planned(&it.repository));
    match elsewhere {
        Some(mapping) if mappings().all(|it| !planned(&it.repository)) => {
            format!("Its code is in `{}`, which is not in this plan.", mapping.repository)
        }
        _ if mappings().next().is_none() => {
            "It has no code mapping, and nothing in the plan is called so.".to_owned()
        }
        _ => "Nothing in the plan is clearly it.".to_owned(),
    }
}
