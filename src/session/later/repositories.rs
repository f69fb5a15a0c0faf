//! Several repositories of one organization.
//!
//! The page works on one repository; the others are put aside, each packed as a link would
//! hold it, so that a large listing takes little room where the browser keeps things. To
//! show another one is to swap it with the one in view. Who there is, the organization's
//! name and what was chosen for carrying the plan out belong to all of them and stay.
//!
//! A repository that is put aside is read and planned once, and again only when it or the
//! list of teams changes.

use super::Later;
use super::plan::{plan_of, team_slugs};
use crate::document::Carried;
use crate::link::{self, Plan};
use crate::organization::Repository;
use crate::projects;
use crate::session::Answered;
use crate::session::commands::OrganizationCommand;
use crate::session::desk::{Desk, Inputs, read_options, taken_apart};
use crate::session::protocol::{Choices, Input, Reply};
use crate::session::settings::{MOST_REPOSITORIES, OtherRepository, Settings};
use crate::tree::{self, Tree};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

/// The settings that all repositories share, by the names that they are saved under.
const SHARED: [&str; 6] =
    ["organization", "quota", "choices", "others", "others_before", "removed"];

/// What is planned for a repository that is not in view.
#[derive(Debug, Default)]
pub struct OtherPlan {
    /// The repository.
    pub repository: Repository,
    /// The teams that its rules name, by slug.
    pub teams: BTreeSet<String>,
    /// Its plan.
    pub plan: projects::Plan,
    /// Why it can't be read, if so.
    pub damage: Option<link::Error>,
}

/// The plans of the repositories that are not in view, kept while nothing changes.
#[derive(Debug, Default)]
pub struct OtherPlans {
    known: RefCell<Known>,
}

#[derive(Debug, Default)]
struct Known {
    people: String,
    plans: Vec<(OtherRepository, Rc<OtherPlan>)>,
}

/// Commands
impl Later {
    /// Carries out what is about the organization and its repositories.
    pub fn organize(
        &mut self,
        desk: &mut Desk,
        command: &OrganizationCommand,
        text: &str,
    ) -> Answered {
        let name = text.trim();
        let settings = &mut desk.settings;
        match *command {
            OrganizationCommand::Organization => name.clone_into(&mut settings.organization),
            OrganizationCommand::Repository => name.clone_into(&mut settings.repository),
            OrganizationCommand::AddRepository => {
                if let Some(refused) = refuse(settings, name, None) {
                    return (vec![refused], None);
                }
                let settings = Settings { repository: name.to_owned(), ..Settings::default() };
                return swap(desk, None, Plan { settings, ..Plan::default() });
            }
            OrganizationCommand::ShowRepository(at) => {
                // A list that is out of date leads nowhere.
                let Some(other) = settings.others.get(at) else { return Answered::default() };
                return match link::decode(&other.packed) {
                    Ok(mut plan) => {
                        plan.settings.repository.clone_from(&other.name);
                        swap(desk, Some(at), plan)
                    }
                    Err(error) => {
                        (vec![Reply::Say(format!("It can’t be read: {error}"), true)], None)
                    }
                };
            }
            OrganizationCommand::RenameRepository(at) => {
                if let Some(refused) = refuse(settings, name, Some(at)) {
                    return (vec![refused], None);
                }
                let Some(other) = settings.others.get_mut(at) else { return Answered::default() };
                name.clone_into(&mut other.name);
            }
            OrganizationCommand::RemoveRepository(at) => {
                if at >= settings.others.len() {
                    return Answered::default();
                }
                let before = at < settings.others_before;
                // Among all, the one in view included.
                let place = if before { at } else { at + 1 };
                settings.removed = Some((place, settings.others.remove(at)));
                settings.others_before -= usize::from(before);
            }
            OrganizationCommand::RestoreRepository => {
                if let Some((place, other)) = settings.removed.take() {
                    let before = place <= settings.others_before;
                    let at = if before { place } else { place - 1 };
                    settings.others.insert(at.min(settings.others.len()), other);
                    settings.others_before += usize::from(before);
                }
            }
        }
        (vec![desk.choices(), self.show(desk, desk.in_sight)], None)
    }
}

/// Why no repository can have this name; `renamed` is the one that is to get it.
fn refuse(settings: &Settings, name: &str, renamed: Option<usize>) -> Option<Reply> {
    let others = settings.others.iter().enumerate().filter(|&(at, _)| Some(at) != renamed);
    let mut names =
        others.map(|(_, other)| other.name.as_str()).chain([settings.repository.as_str()]);
    if !name.is_empty() && names.any(|known| known == name) {
        return Some(Reply::Say(format!("There is a repository {name} already."), true));
    }
    let full = renamed.is_none() && settings.others.len() + 1 >= MOST_REPOSITORIES;
    full.then(|| Reply::Say(format!("No more than {MOST_REPOSITORIES} fit here."), true))
}

/// What comes into view, instead of what is: the other repository `at`, or a new one.
fn swap(desk: &Desk, at: Option<usize>, mut plan: Plan) -> Answered {
    let settings = &desk.settings;
    let before = settings.others_before.min(settings.others.len());
    let mut all = settings.others.clone();
    all.insert(before, put_aside(desk));
    let place = match at {
        None => all.len(),
        Some(at) => {
            let place = if at < before { at } else { at + 1 };
            all.remove(place);
            place
        }
    };
    plan.settings.others = all;
    plan.settings.others_before = place;
    plan.settings.removed.clone_from(&settings.removed);
    plan.settings.organization.clone_from(&settings.organization);
    plan.settings.quota.clone_from(&settings.quota);
    plan.settings.choices.clone_from(&settings.choices);
    let known = Settings::fields();
    settings.carried.clone().hand_over(&SHARED, &known, &mut plan.settings.carried);
    desk.inputs.text(Input::People).clone_into(&mut plan.people);
    let (unpacked, tree) = taken_apart(plan);
    (vec![Reply::Repository { revisions: desk.revisions, unpacked }], Some(tree))
}

/// The repository in view, packed: what is its own, and nothing that all share.
fn put_aside(desk: &Desk) -> OtherRepository {
    let choices = Choices { tree: desk.tree_options.clone(), ..Choices::default() };
    let mut plan = desk.whole(choices);
    plan.people.clear();
    plan.settings = Settings {
        organization: String::new(),
        quota: String::new(),
        choices: Default::default(),
        others: Vec::new(),
        others_before: 0,
        removed: None,
        ..plan.settings
    };
    plan.settings.carried.hand_over(&SHARED, &[], &mut Carried::default());
    OtherRepository { name: plan.settings.repository.clone(), packed: link::encode(&plan) }
}

/// Access
impl OtherPlans {
    /// The plans, made where they are not known.
    pub fn of(&self, others: &[OtherRepository], people: &str) -> Vec<Rc<OtherPlan>> {
        let mut known = self.known.borrow_mut();
        if known.people != people {
            *known = Known { people: people.to_owned(), plans: Vec::new() };
        }
        let plans = others.iter().map(|other| {
            let found = known.plans.iter().find(|(of, _)| of == other);
            let plan = found
                .map_or_else(|| Rc::new(OtherPlan::new(other, people)), |(_, plan)| plan.clone());
            (other.clone(), plan)
        });
        let plans: Vec<_> = plans.collect();
        known.plans = plans;
        known.plans.iter().map(|(_, plan)| plan.clone()).collect()
    }
}

/// Instantiation
impl OtherPlan {
    /// Reads and plans a repository, by the list of teams that all share.
    fn new(other: &OtherRepository, people: &str) -> Self {
        let name = other.name.clone();
        let kept = match link::decode(&other.packed) {
            Ok(plan) => plan,
            Err(error) => {
                let repository = Repository { name, ..Repository::default() };
                return Self { repository, damage: Some(error), ..Self::default() };
            }
        };
        let settings = Settings { repository: name.clone(), ..kept.settings };
        let mut inputs = Inputs::default();
        for (input, text) in [
            (Input::Rules, kept.rules),
            (Input::People, people.to_owned()),
            (Input::Mappings, kept.mappings),
            (Input::Codeowners, kept.codeowners.clone()),
        ] {
            inputs.read(input, text, &settings);
        }
        let listing = tree::read(&kept.tree, &read_options(&kept.choices.tree));
        let tree = Tree::new(listing.files);
        let repository = Repository { name, files: tree.len() as u32, codeowners: kept.codeowners };
        let plan = plan_of(&tree, &inputs, &settings);
        Self { repository, teams: team_slugs(&inputs.all_rules()), plan, damage: None }
    }
}
