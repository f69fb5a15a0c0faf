//! The calls that carry out what differs from what is in Sentry today.

use super::calls::{Calls, Line};
use crate::export::gaps;
use crate::export::names::address_part;
use crate::live::{Alert, Change, Comparison, Live, Project as Today};
use crate::organization::{Mapping, Organization, Project};
use crate::playbook::alerts::{self, Alert as Planned};
use crate::playbook::imports::Imports;
use crate::text::clean;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// The address of the project in hand, as the script knows it.
const AT: &str = "$at";

impl Calls {
    /// What differs, and nothing else.
    pub fn of_difference(
        organization: &Organization,
        live: &Live,
        comparison: &Comparison,
    ) -> Self {
        let mut calls = Self::default();
        let files = Imports::of(organization);
        for slug in &comparison.new_teams {
            calls.team(slug);
        }
        let pairs = || comparison.rows.iter().filter_map(|row| Some((row, row.pair()?)));
        let paired: BTreeSet<usize> = pairs().map(|(_, (_, at))| at).collect();
        let all = organization.projects.iter().enumerate();
        let new: Vec<&Project> =
            all.filter(|(at, _)| !paired.contains(at)).map(|(_, project)| project).collect();
        let changed: Vec<_> = pairs().filter(|(row, _)| !row.changes.is_empty()).collect();
        let changes = changed.iter().map(|(_, (_, at))| &organization.projects[*at]);
        if new.iter().copied().chain(changes).any(|it| gaps::imports(organization, &files, it)) {
            calls.name(organization);
        }
        for (row, (slug, at)) in changed {
            if let Some(today) = live.projects.get(slug) {
                let project = &organization.projects[at];
                calls.change(organization, &files, project, (slug, today), &row.changes);
            }
        }
        for project in new {
            calls.add(organization, &files, project);
        }
        // The alert for all passes over the teams that are told by their own: all or none.
        if !alerts_are_there(organization, live) {
            calls.tell(organization);
        }
        calls
    }

    /// What changes of a project of today.
    fn change(
        &mut self,
        organization: &Organization,
        files: &Imports,
        project: &Project,
        (slug, today): (&str, &Today),
        changes: &[Change],
    ) {
        self.step(&format!("Project {}", project.slug));
        let [address, old] = [&project.slug, slug].map(address_part);
        let body = clean::json(json!({ "slug": project.slug }));
        let (name, number) = (project.slug.clone(), today.id.clone());
        self.push(Line::Existing(name, address, old, number, body));
        self.stand_at(AT);
        let is_called = |it: &Change| matches!(it, Change::Name(..) | Change::Platform(..));
        if changes.iter().any(is_called) {
            let was = json!({ "name": today.name, "platform": today.platform.as_deref().unwrap_or_default() });
            let filter = r#"{name, platform: (.platform // "")}"#;
            self.push(Line::Was(self.path(""), filter, clean::json(was)));
            self.call(project, false);
        }
        self.push(Line::Added);
        for change in changes {
            if let Change::Team(team) = change {
                self.give(team, false);
            }
        }
        if changes.contains(&Change::Rules) {
            let raw = today.rules.as_ref().map(|it| it.raw.trim()).unwrap_or_default();
            let filter = r#"(.raw // "") | sub("^\\s+"; "") | sub("\\s+$"; "")"#;
            self.push(Line::Was(self.path("ownership/"), filter, clean::json(json!(raw))));
            self.own(organization, project);
            self.push(Line::Added);
        }
        let repository = gaps::repository(organization, project);
        for change in changes {
            if let (Change::Mapping(stack, source), Some(repository)) = (change, repository) {
                let mapping = Mapping { stack_root: stack.clone(), source_root: source.clone() };
                self.map_one(organization, project, repository, &mapping);
            }
        }
        if gaps::imports(organization, files, project) {
            let mapping = gaps::mappings(project).next().cloned().unwrap_or_default();
            self.push(Line::Codeowners(AT.to_owned(), mapping));
        }
    }
}

/// Whether every alert of the plan is in Sentry by its name, on the same projects and stage.
fn alerts_are_there(organization: &Organization, live: &Live) -> bool {
    let mut by_name: BTreeMap<&str, Vec<&Alert>> = BTreeMap::new();
    for today in live.alerts.values().filter(|it| !it.is_off) {
        by_name.entry(&today.name).or_default().push(today);
    }
    let is_there = |planned: &Planned| {
        by_name.get(planned.name.as_str()).into_iter().flatten().any(|today| {
            let of = live.projects_of(today);
            today.environment.as_deref() == planned.environment
                && planned.projects.iter().all(|project| of.contains(project.slug.as_str()))
        })
    };
    alerts::of(organization).iter().all(is_there)
}
