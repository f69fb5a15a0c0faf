//! What views and exports work on: the desk's answer, and what follows from it.

use super::Later;
use super::event::{self, Errors};
use super::repositories::OtherPlan;
use crate::document::{Chosen, Settings};
use crate::ownership::Rule;
use crate::projects::what_if;
use crate::projects::{Change, Plan, WithCodeowners};
use crate::session::desk::{Answer, Desk, Inputs};
use crate::session::protocol::Input;
use crate::session::view_state::ViewState;
use std::rc::Rc;

/// What views and exports are made from. A view takes of it what it shows.
pub struct Work<'s> {
    pub inputs: &'s Inputs,
    /// What is chosen.
    pub chosen: &'s Chosen,
    /// Of that, what is chosen for the repository in view.
    pub settings: &'s Settings,
    /// What is seen.
    pub view_state: &'s ViewState,
    pub answer: &'s Answer,
    /// The rules that edits are compared with.
    pub baseline: &'s [Rule],
    /// The number of the answer.
    answers: u32,
    later: &'s Later,
}

/// What errors follow from.
#[derive(Debug, PartialEq)]
pub struct ErrorsKey {
    texts: u32,
    include: String,
    exclude: String,
    root: String,
    switched: Vec<(usize, usize, bool)>,
    /// The seed of invented ones, and the answer whose tree they are of.
    invented: Option<(u64, u32)>,
}

/// What the split follows from.
#[derive(Debug, PartialEq)]
pub struct PlanKey {
    answers: u32,
    contents: u32,
    changes: Vec<Change>,
    repository: String,
    codeowners_as: WithCodeowners,
}

impl Later {
    /// What there is to work on; nothing before the first answer.
    pub fn work<'s>(&'s self, desk: &'s Desk) -> Option<Work<'s>> {
        let answer = desk.answer.as_ref()?;
        Some(Work {
            inputs: &desk.inputs,
            chosen: &desk.chosen,
            settings: &desk.chosen.settings,
            view_state: &desk.view_state,
            answer,
            baseline: &desk.baseline.rules,
            answers: desk.answers,
            later: self,
        })
    }

    /// The errors that were given, or invented.
    pub fn errors(&self, desk: &Desk) -> Rc<Errors> {
        let settings = &desk.chosen.settings.simulation;
        let key = ErrorsKey {
            texts: self.texts,
            include: settings.in_app_include.clone(),
            exclude: settings.in_app_exclude.clone(),
            root: settings.project_root.clone(),
            switched: settings.switched.clone(),
            invented: settings.invented.map(|seed| (seed, desk.answers)),
        };
        let tree = desk.answer.as_ref().map(|answer| &answer.tree);
        self.errors.get(key, |_| event::read(desk.inputs.text(Input::Event), settings, tree))
    }
}

impl Work<'_> {
    /// The number of the answer.
    pub fn answers(&self) -> u32 {
        self.answers
    }

    /// What is kept from one view to the next.
    pub fn later(&self) -> &Later {
        self.later
    }

    /// The plan as it stands, with everything that the user changed.
    pub fn plan(&self) -> Rc<Plan> {
        let make =
            |_: &PlanKey| super::plan::plan_of(&self.answer.tree, self.inputs, self.settings);
        self.later.plan.get(self.plan_key(), make)
    }

    /// The same, if it was made already.
    pub fn known_plan(&self) -> Option<Rc<Plan>> {
        self.later.plan.known(&self.plan_key())
    }

    /// The glob of the folders that Compare makes a project each of.
    pub fn folders_of_a_kind(&self) -> String {
        let kinds = what_if::kinds(&self.answer.tree, &self.plan());
        super::views::folders_of_a_kind(&kinds, self.settings).0.to_owned()
    }

    fn plan_key(&self) -> PlanKey {
        PlanKey {
            answers: self.answers,
            contents: self.later.contents,
            changes: self.settings.split.changes.clone(),
            repository: self.settings.repository.clone(),
            codeowners_as: self.settings.split.codeowners_as,
        }
    }

    /// What is planned for the repositories that are not in view, in their order.
    pub fn other_plans(&self) -> Vec<Rc<OtherPlan>> {
        self.later.other_plans.of(&self.chosen.repositories.others, self.inputs.text(Input::People))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playbook::{Choice, Heading};
    use crate::session::protocol::{Request, TreeOptions, View, encode};
    use crate::session::{Command, OrganizationCommand, PlaybookCommand, Session, SplitCommand};

    const TREE: &str = "api/package.json\napi/Dockerfile\nweb/package.json\nweb/index.html\n";

    fn session() -> Session {
        let mut session = Session::default();
        let tree = Request::Tree { revision: 1, options: TreeOptions::default() };
        session.handle(tree, Some(TREE.to_owned()));
        session
    }

    fn plan(session: &Session) -> Rc<Plan> {
        session.rest.work(&session.desk).expect("there is a tree").plan()
    }

    fn act(session: &mut Session, command: impl Into<Command>, text: &str) {
        let command = encode(&command.into());
        session.handle(Request::Do { command, text: text.to_owned() }, None);
    }

    #[test]
    fn ticking_an_item_and_opening_a_chapter_do_not_plan_anew() {
        let mut session = session();
        let before = plan(&session);
        act(&mut session, PlaybookCommand::Choose(Choice::Done("teams".to_owned())), "true");
        session.handle(Request::View(View::Playbook), None);
        act(&mut session, PlaybookCommand::Read(Heading::Releases), "");
        session.handle(Request::View(View::Export), None);
        act(&mut session, OrganizationCommand::Organization, "acme");
        assert!(Rc::ptr_eq(&before, &plan(&session)));
    }

    #[test]
    fn what_a_plan_follows_from_makes_it_anew() {
        let mut session = session();
        let before = plan(&session);
        act(&mut session, SplitCommand::SplitFolder, "web");
        let split = plan(&session);
        assert!(!Rc::ptr_eq(&before, &split));
        let manifest = r#"{"dependencies": {"express": "4"}}"#;
        act(&mut session, SplitCommand::Contents("api/package.json".to_owned()), manifest);
        assert!(!Rc::ptr_eq(&split, &plan(&session)));
    }
}
