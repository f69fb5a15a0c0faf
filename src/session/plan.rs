//! The split as it stands, and the organisation that follows from it.

use super::Session;
use super::answer::Answer;
use super::protocol::Input;
use crate::organization::{Organization, Repository, Team};
use crate::projects::{self, Inputs, Plan};
use std::collections::BTreeMap;

impl Session {
    /// The plan as it stands, with everything that the user changed. Made when first asked
    /// for, and kept until something it follows from changes.
    pub(super) fn plan(&self, answer: &Answer) -> &Plan {
        self.planned.get_or_init(|| {
            let rules = self.inputs.all_rules();
            let inputs = Inputs {
                tree: &answer.tree,
                files: &BTreeMap::new(),
                text: self.inputs.text(Input::Rules),
                rules: &rules,
                repository: self.repository_name(),
            };
            projects::plan(&inputs, &self.settings.changes)
        })
    }

    /// The organisation: the plan, with teams and choices.
    pub(super) fn organization(&self, answer: &Answer) -> Organization {
        let settings = &self.settings;
        let mut organization = Organization {
            organization: settings.organization.clone(),
            choices: settings.choices.clone(),
            teams: self.teams(answer),
            ..Organization::default()
        };
        let repository = Repository {
            name: settings.repository.clone(),
            files: answer.tree.len() as u32,
            codeowners: self.inputs.text(Input::Codeowners).to_owned(),
        };
        organization.add(repository, self.plan(answer));
        organization
    }

    /// What the project at the root is called after: the name behind the owner's.
    fn repository_name(&self) -> Option<&str> {
        let name = self.settings.repository.rsplit('/').next();
        name.filter(|name| !name.is_empty())
    }

    /// Every team that rules, CODEOWNERS or the list of teams name.
    fn teams(&self, answer: &Answer) -> Vec<Team> {
        let mut teams: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for owner in answer.routing.compiled().owners() {
            if let Some(slug) = owner.team() {
                teams.entry(slug).or_default();
            }
        }
        for entry in &self.inputs.people.entries {
            if let Some(slug) = entry.owner.team() {
                let names = entry.names.iter().map(|name| name.text.clone());
                teams.entry(slug).or_default().extend(names);
            }
        }
        let team =
            |(slug, code_owners): (&str, Vec<String>)| Team { slug: slug.to_owned(), code_owners };
        teams.into_iter().map(team).collect()
    }
}
