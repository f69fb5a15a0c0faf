//! What is asked for after the first answer: errors and who gets them, the split into
//! projects, the playbook, exports, other repositories.
//!
//! All of it stands on the desk, and is behind one trait, [`Rest`], so that a program can
//! be built without it.

mod act;
mod behind;
mod event;
mod evidence;
mod export;
mod fences;
mod files;
mod frames;
mod plan;
mod recognise;
mod repositories;
mod steps;
mod today;
mod told;
mod trials;
mod views;
mod work;
mod work_file;

use super::commands::LaterCommand;
use super::desk::{Desk, Pages};
use super::memo::Memo;
use super::parts::LaterView;
use super::protocol::{Answered, Choices, Input, InputReport, Node, Reply, TreeOptions};
use crate::codes;
use crate::export::Format;
use crate::fence::Check;
use crate::organization::Organization;
use crate::projects::{Change, Plan};
use crate::routing::Decision;
use crate::tree::{Compile, compile_globs, no_globs};
use event::Errors;
use export::Written;
use plan::OrganizationKey;
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::rc::Rc;
use trials::Trials;
use work::{ErrorsKey, PlanKey};

/// What answers what the desk can't.
pub trait Rest: Default {
    /// Why it can't; nothing if it can.
    type Missing;

    /// What compiles the globs of these options.
    fn globs(&self, options: &TreeOptions) -> Result<Compile, Self::Missing>;

    /// Takes the error that the user gives.
    fn read(
        &mut self,
        desk: &mut Desk,
        revision: u32,
        text: String,
        kept: bool,
    ) -> Result<Answered, Self::Missing>;

    /// Shows a view that is not the desk's.
    fn view(&mut self, desk: &mut Desk, view: LaterView) -> Result<Answered, Self::Missing>;

    /// Sees to it that the answer for frames is there where it is wanted, and of the plan as it
    /// stands.
    fn see(&mut self, desk: &mut Desk) -> Result<(), Self::Missing>;

    /// What a command does, for the way back over it; none where it is merely looked at.
    fn step(command: &LaterCommand, text: &str) -> Option<String>;

    /// What there is to add to why a path goes where it goes.
    fn as_seen(&self, desk: &Desk, path: &str) -> Result<Vec<Node>, Self::Missing>;

    /// The pages of problems' codes; of none where there are no pages.
    const PAGES: Pages;

    /// Whether codes can be explained here.
    fn look_up(&self) -> Result<(), Self::Missing>;

    /// A link to what is on the desk. Packing is large, and nobody's first wish.
    fn pack(&self, desk: &Desk, choices: Choices) -> Result<Reply, Self::Missing>;

    /// A file of what is on the desk.
    fn write_file(
        &self,
        desk: &Desk,
        choices: Choices,
        name: String,
    ) -> Result<Reply, Self::Missing>;

    /// What is in a work's file.
    fn read_file(&self, text: &str) -> Result<Answered, Self::Missing>;

    /// What is so instead of what a fence expects, as a clause; none where it holds. `releases` are the
    /// fence's names of releases.
    fn fault(
        &self,
        desk: &Desk,
        check: &Check,
        releases: &str,
    ) -> Result<Option<String>, Self::Missing>;

    /// The projects that are planned, in a line each.
    fn projects(&self, desk: &Desk) -> Result<Vec<Node>, Self::Missing>;

    /// What a text is, by how it begins: an input, or none for a listing.
    fn recognise(&self, start: &str) -> Result<Option<Input>, Self::Missing>;

    /// Takes contents of small files: a JSON object, by path.
    fn contents(&mut self, desk: &mut Desk, json: &str) -> Result<Answered, Self::Missing>;

    /// Carries out what was done in a view.
    fn carry_out(
        &mut self,
        desk: &mut Desk,
        command: LaterCommand,
        text: &str,
    ) -> Result<Answered, Self::Missing>;
}

/// What is asked for is in another part of the engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotHere;

/// Nothing: what is asked for is in another part of the engine.
#[derive(Default)]
pub struct Elsewhere;

impl Rest for Elsewhere {
    type Missing = NotHere;

    fn globs(&self, options: &TreeOptions) -> Result<Compile, NotHere> {
        let globs = [&options.include, &options.exclude];
        if globs.iter().all(|it| it.trim().is_empty()) { Ok(no_globs) } else { Err(NotHere) }
    }

    fn read(
        &mut self,
        desk: &mut Desk,
        revision: u32,
        text: String,
        _: bool,
    ) -> Result<Answered, NotHere> {
        // That there is no error, this part understands, too.
        if text.is_empty() && desk.inputs.text(Input::Event).is_empty() {
            let report = InputReport { input: Input::Event, revision, ..InputReport::default() };
            return Ok((vec![Reply::Input(report)], None));
        }
        Err(NotHere)
    }

    fn view(&mut self, _: &mut Desk, _: LaterView) -> Result<Answered, NotHere> {
        Err(NotHere)
    }

    fn see(&mut self, desk: &mut Desk) -> Result<(), NotHere> {
        if desk.wants_frames() && !desk.paths().is_empty() { Err(NotHere) } else { Ok(()) }
    }

    fn as_seen(&self, desk: &Desk, _: &str) -> Result<Vec<Node>, NotHere> {
        if desk.wants_frames() { Err(NotHere) } else { Ok(Vec::new()) }
    }

    fn step(_: &LaterCommand, _: &str) -> Option<String> {
        None
    }

    const PAGES: Pages = Pages(|_| None);

    fn look_up(&self) -> Result<(), NotHere> {
        Err(NotHere)
    }

    fn pack(&self, _: &Desk, _: Choices) -> Result<Reply, NotHere> {
        Err(NotHere)
    }

    fn write_file(&self, _: &Desk, _: Choices, _: String) -> Result<Reply, NotHere> {
        Err(NotHere)
    }

    fn read_file(&self, _: &str) -> Result<Answered, NotHere> {
        Err(NotHere)
    }

    fn fault(&self, _: &Desk, _: &Check, _: &str) -> Result<Option<String>, NotHere> {
        Err(NotHere)
    }

    fn projects(&self, _: &Desk) -> Result<Vec<Node>, NotHere> {
        Err(NotHere)
    }

    fn recognise(&self, _: &str) -> Result<Option<Input>, NotHere> {
        Err(NotHere)
    }

    fn contents(&mut self, _: &mut Desk, _: &str) -> Result<Answered, NotHere> {
        Err(NotHere)
    }

    fn carry_out(&mut self, _: &mut Desk, _: LaterCommand, _: &str) -> Result<Answered, NotHere> {
        Err(NotHere)
    }
}

/// The state behind all that is asked for later.
#[derive(Default)]
pub struct Later {
    /// Counts the texts of errors.
    texts: u32,
    /// Counts the changes of what is known of files' contents.
    contents: u32,
    errors: Memo<ErrorsKey, Errors>,
    /// The proposed split.
    plan: Memo<PlanKey, Plan>,
    /// What is planned for all.
    organization: Memo<OrganizationKey, Organization>,
    /// The split that the answer for frames is of.
    seen_by: Option<Rc<Plan>>,
    /// What is planned for the repositories that are not in view.
    other_plans: repositories::OtherPlans,
    /// The rule whose frames are lit up; none for the one that decides.
    lit: Option<(Input, u32)>,
    /// The column that teams and their projects are sorted by.
    sorted_by: u32,
    /// How much room the map has, in pixels; nothing until the page knows it.
    map_size: (u32, u32),
    /// The file whose contents are about to be given.
    asked: Option<String>,
    /// A merge of projects that is asked about, and not made yet.
    merging: Vec<Change>,
    /// What is in Sentry today, beside the plan.
    today: today::Today,
    /// What is tried out in the playbook's testers.
    trials: Trials,
    /// The files of the plan that are looked at, and what is in them.
    looked_at: BTreeSet<Format>,
    written: Written,
    /// What is decided about the error of a fence.
    decided: OnceCell<Option<Decision>>,
}

impl Rest for Later {
    type Missing = Infallible;

    fn globs(&self, _: &TreeOptions) -> Result<Compile, Infallible> {
        Ok(compile_globs)
    }

    fn read(
        &mut self,
        desk: &mut Desk,
        revision: u32,
        text: String,
        kept: bool,
    ) -> Result<Answered, Infallible> {
        Ok((self.read_errors(desk, revision, text, kept), None))
    }

    fn see(&mut self, desk: &mut Desk) -> Result<(), Infallible> {
        self.see_frames(desk);
        Ok(())
    }

    fn as_seen(&self, desk: &Desk, path: &str) -> Result<Vec<Node>, Infallible> {
        Ok(self.seen(desk, path))
    }

    fn view(&mut self, desk: &mut Desk, view: LaterView) -> Result<Answered, Infallible> {
        if view != LaterView::Error {
            desk.in_sight = view.into();
        }
        Ok((vec![self.show(desk, view)], None))
    }

    fn step(command: &LaterCommand, text: &str) -> Option<String> {
        steps::name(command, text)
    }

    const PAGES: Pages = Pages(codes::find);

    fn look_up(&self) -> Result<(), Infallible> {
        Ok(())
    }

    fn pack(&self, desk: &Desk, choices: Choices) -> Result<Reply, Infallible> {
        Ok(desk.pack(choices))
    }

    fn write_file(&self, desk: &Desk, choices: Choices, name: String) -> Result<Reply, Infallible> {
        Ok(work_file::write(desk, choices, name))
    }

    fn read_file(&self, text: &str) -> Result<Answered, Infallible> {
        Ok(work_file::read(text))
    }

    fn fault(
        &self,
        desk: &Desk,
        check: &Check,
        releases: &str,
    ) -> Result<Option<String>, Infallible> {
        Ok(self.fault_of(desk, check, releases))
    }

    fn projects(&self, desk: &Desk) -> Result<Vec<Node>, Infallible> {
        Ok(self.projects_in_lines(desk))
    }

    fn recognise(&self, start: &str) -> Result<Option<Input>, Infallible> {
        Ok(recognise::recognise(start))
    }

    fn contents(&mut self, desk: &mut Desk, json: &str) -> Result<Answered, Infallible> {
        Ok((self.read_contents(desk, json), None))
    }

    fn carry_out(
        &mut self,
        desk: &mut Desk,
        command: LaterCommand,
        text: &str,
    ) -> Result<Answered, Infallible> {
        let replies = match command {
            LaterCommand::Simulation(command) => self.simulate(desk, &command, text),
            LaterCommand::Split(command) => self.split(desk, command, text),
            LaterCommand::Comparison(command) => self.compare(desk, &command, text),
            LaterCommand::Map(command) => self.map(desk, command, text),
            LaterCommand::Playbook(command) => self.plan_on(desk, command, text),
            LaterCommand::Files(command) => self.files_behind(desk, command).into_iter().collect(),
            LaterCommand::Organization(command) => {
                return Ok(self.organize(desk, &command, text));
            }
        };
        Ok((replies, None))
    }
}
