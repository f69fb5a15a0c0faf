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
use crate::document::{
    Chosen, Document, MOST_REPOSITORIES, OtherRepository, Repositories, Settings, Texts,
};
use crate::link::{self, Linked};
use crate::organization::Repository;
use crate::projects;
use crate::session::commands::OrganizationCommand;
use crate::session::desk::{Desk, Inputs, read_options, taken_apart};
use crate::session::protocol::{Answered, Input, Reply};
use crate::session::view_state::ViewState;
use crate::tree::{self, Tree};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

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
        let chosen = &mut desk.chosen;
        let repositories = &mut chosen.repositories;
        match *command {
            OrganizationCommand::Organization => name.clone_into(&mut chosen.organization),
            OrganizationCommand::Repository => name.clone_into(&mut chosen.settings.repository),
            OrganizationCommand::ReadToday => return (self.read_today(desk, text), None),
            OrganizationCommand::ForgetToday => {
                chosen.today.clear();
                self.forget_reading();
            }
            OrganizationCommand::AddRepository => {
                if let Some(refused) = refuse(chosen, name, None) {
                    return (vec![refused], None);
                }
                let settings = Settings { repository: name.to_owned(), ..Settings::default() };
                let chosen = Chosen { settings, ..Chosen::default() };
                let document = Document { chosen, ..Document::default() };
                return swap(desk, None, Linked { document, view: None });
            }
            OrganizationCommand::ShowRepository(at) => {
                // A list that is out of date leads nowhere.
                let Some(other) = repositories.others.get(at) else { return Answered::default() };
                return match link::decode(&other.packed) {
                    Ok(mut linked) => {
                        linked.document.chosen.settings.repository.clone_from(&other.name);
                        swap(desk, Some(at), linked)
                    }
                    Err(error) => {
                        (vec![Reply::Say(format!("It can’t be read: {error}"), true)], None)
                    }
                };
            }
            OrganizationCommand::RenameRepository(at) => {
                if let Some(refused) = refuse(chosen, name, Some(at)) {
                    return (vec![refused], None);
                }
                let other = chosen.repositories.others.get_mut(at);
                let Some(other) = other else { return Answered::default() };
                name.clone_into(&mut other.name);
            }
            OrganizationCommand::RemoveRepository(at) => {
                if at >= repositories.others.len() {
                    return Answered::default();
                }
                let before = at < repositories.before;
                // Among all, the one in view included.
                let place = if before { at } else { at + 1 };
                desk.view_state.removed = Some((place, repositories.others.remove(at)));
                repositories.before -= usize::from(before);
            }
            OrganizationCommand::RestoreRepository => {
                if let Some((place, other)) = desk.view_state.removed.take() {
                    let before = place <= repositories.before;
                    let at = if before { place } else { place - 1 };
                    repositories.others.insert(at.min(repositories.others.len()), other);
                    repositories.before += usize::from(before);
                }
            }
        }
        (vec![desk.choices(), self.show_in_sight(desk)], None)
    }
}

/// Why no repository can have this name; `renamed` is the one that is to get it.
fn refuse(chosen: &Chosen, name: &str, renamed: Option<usize>) -> Option<Reply> {
    let all = &chosen.repositories.others;
    let others = all.iter().enumerate().filter(|&(at, _)| Some(at) != renamed);
    let own = chosen.settings.repository.as_str();
    let mut names = others.map(|(_, other)| other.name.as_str()).chain([own]);
    if !name.is_empty() && names.any(|known| known == name) {
        return Some(Reply::Say(format!("There is a repository {name} already."), true));
    }
    let full = renamed.is_none() && all.len() + 1 >= MOST_REPOSITORIES;
    full.then(|| Reply::Say(format!("No more than {MOST_REPOSITORIES} fit here."), true))
}

/// What comes into view, instead of what is: the other repository `at`, or a new one.
fn swap(desk: &Desk, at: Option<usize>, linked: Linked) -> Answered {
    let Linked { mut document, view } = linked;
    let Repositories { others, before } = &desk.chosen.repositories;
    let before = (*before).min(others.len());
    let mut all = others.clone();
    all.insert(before, put_aside(desk));
    let place = match at {
        None => all.len(),
        Some(at) => {
            let place = if at < before { at } else { at + 1 };
            all.remove(place);
            place
        }
    };
    let here = &desk.chosen;
    let chosen = &mut document.chosen;
    chosen.repositories = Repositories { others: all, before: place };
    chosen.organization.clone_from(&here.organization);
    chosen.quota.clone_from(&here.quota);
    chosen.choices.clone_from(&here.choices);
    chosen.today.clone_from(&here.today);
    chosen.take_carried(here);
    desk.inputs.text(Input::People).clone_into(&mut document.texts.people);
    let ViewState { folder, case, .. } = ViewState::from_value(view);
    let view_state = ViewState { folder, case, ..desk.view_state.clone() };
    let (unpacked, tree) = taken_apart(document, view_state);
    (vec![Reply::Repository { revisions: desk.revisions, unpacked }], Some(tree))
}

/// The repository in view, packed: what is its own, and nothing that all share.
fn put_aside(desk: &Desk) -> OtherRepository {
    let chosen = Chosen { listing: desk.tree_options.clone(), ..desk.chosen.own() };
    let texts = Texts { people: String::new(), ..desk.texts() };
    let view = Some(desk.view_state.own().to_value());
    let linked = Linked { document: Document { texts, chosen }, view };
    OtherRepository { name: desk.chosen.settings.repository.clone(), packed: link::encode(&linked) }
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
            Ok(linked) => linked.document,
            Err(error) => {
                let repository = Repository { name, ..Repository::default() };
                return Self { repository, damage: Some(error), ..Self::default() };
            }
        };
        let Document { texts, chosen } = kept;
        let settings = Settings { repository: name.clone(), ..chosen.settings };
        let mut inputs = Inputs::default();
        for (input, text) in [
            (Input::Rules, texts.rules.clone()),
            (Input::People, people.to_owned()),
            (Input::Mappings, texts.mappings),
            (Input::Codeowners, texts.codeowners.clone()),
        ] {
            inputs.read(input, text, &settings.codeowners);
        }
        let listing = tree::read(&texts.tree, &read_options(&chosen.listing));
        let tree = Tree::new(listing.files);
        let repository = Repository {
            name,
            files: tree.len() as u32,
            codeowners: texts.codeowners,
            codeowners_as: settings.split.codeowners_as,
            rules: texts.rules,
        };
        let plan = plan_of(&tree, &inputs, &settings);
        Self { repository, teams: team_slugs(&inputs.all_rules()), plan, damage: None }
    }
}
