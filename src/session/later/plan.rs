//! The split as it stands, and the organization that follows from it.

use super::repositories::OtherPlan;
use super::work::Work;
use crate::document::{Choices, Settings};
use crate::organization::{Organization, Person, Repository, Team};
use crate::ownership::{Owner, Rule};
use crate::projects::{self, Plan};
use crate::session::desk::Inputs;
use crate::session::protocol::Input;
use crate::tree::Tree;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

impl Work<'_> {
    /// The organization: what is planned for every repository, with teams and choices. Made once
    /// for each change of what it follows from.
    pub fn organization(&self) -> Rc<Organization> {
        let key = OrganizationKey {
            answers: self.answers(),
            plan: Same(self.plan()),
            others: self.other_plans().into_iter().map(Same).collect(),
            before: self.chosen.repositories.before,
            organization: self.chosen.organization.clone(),
            choices: self.chosen.choices.clone(),
        };
        self.later().organization.get(key, |_| self.planned_organization())
    }

    fn planned_organization(&self) -> Organization {
        let chosen = self.chosen;
        let mut organization = Organization {
            organization: chosen.organization.clone(),
            choices: chosen.choices.clone(),
            teams: self.teams(),
            people: self.people(),
            ..Organization::default()
        };
        let others = self.other_plans();
        let before = chosen.repositories.before.min(others.len());
        for other in &others[..before] {
            organization.add(other.repository.clone(), &other.plan);
        }
        let repository = Repository {
            name: self.settings.repository.clone(),
            files: self.answer.tree.len() as u32,
            codeowners: self.inputs.text(Input::Codeowners).to_owned(),
            codeowners_as: self.settings.split.codeowners_as,
            rules: self.inputs.text(Input::Rules).to_owned(),
        };
        organization.add(repository, &self.plan());
        for other in &others[before..] {
            organization.add(other.repository.clone(), &other.plan);
        }
        for other in &others {
            let team = |slug: &String| Team { slug: slug.clone(), ..Team::default() };
            organization.add_teams(other.teams.iter().map(team));
        }
        organization
    }

    /// Everybody whom the list of teams gives a name in CODEOWNERS.
    fn people(&self) -> Vec<Person> {
        let mut people: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for entry in &self.inputs.people.entries {
            if let Owner::User(address) = &entry.owner
                && !entry.names.is_empty()
            {
                let names = entry.names.iter().map(|name| name.text.clone());
                people.entry(address.clone()).or_default().extend(names);
            }
        }
        let person = |(address, code_owners)| Person { address, code_owners };
        people.into_iter().map(person).collect()
    }

    /// Every team that rules, CODEOWNERS or the list of teams name.
    fn teams(&self) -> Vec<Team> {
        let mut teams: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for slug in team_slugs(self.answer.routing.compiled().rules()) {
            teams.entry(slug).or_default();
        }
        for entry in &self.inputs.people.entries {
            if let Some(slug) = entry.owner.team() {
                let names = entry.names.iter().map(|name| name.text.clone());
                teams.entry(slug.to_owned()).or_default().extend(names);
            }
        }
        let team = |(slug, code_owners): (String, Vec<String>)| Team { slug, code_owners };
        teams.into_iter().map(team).collect()
    }
}

/// What an organization follows from. Rules, teams, CODEOWNERS and files are in the answer and the
/// plan that was made of it.
#[derive(Debug, PartialEq)]
pub struct OrganizationKey {
    answers: u32,
    plan: Same<Plan>,
    others: Vec<Same<OtherPlan>>,
    before: usize,
    organization: String,
    choices: Choices,
}

/// A value that is equal to itself alone: it is held, so nothing else can take its place.
#[derive(Debug)]
struct Same<T>(Rc<T>);

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// The plan of a repository, with what the user changed in it.
pub fn plan_of(tree: &Tree, inputs: &Inputs, settings: &Settings) -> Plan {
    let rules = inputs.all_rules();
    projects::plan(&inputs_of(tree, inputs, settings, &rules), &settings.split.changes)
}

/// What a repository is planned from.
pub fn inputs_of<'a>(
    tree: &'a Tree,
    inputs: &'a Inputs,
    settings: &'a Settings,
    rules: &'a [Rule],
) -> projects::Inputs<'a> {
    // What the project at the root is called after: the name behind the owner's.
    let name = settings.repository.rsplit('/').next();
    projects::Inputs {
        tree,
        files: &settings.split.files,
        text: inputs.text(Input::Rules),
        rules,
        mappings: &inputs.mappings,
        codeowners: settings.split.codeowners_as,
        repository: name.filter(|name| !name.is_empty()),
    }
}

/// The teams that rules name, by slug.
pub fn team_slugs(rules: &[Rule]) -> BTreeSet<String> {
    let owners = rules.iter().flat_map(|rule| &rule.owners);
    owners.filter_map(|owner| owner.team().map(str::to_owned)).collect()
}
