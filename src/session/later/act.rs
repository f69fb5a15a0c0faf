//! What the user does about errors, projects and the plan, carried out.

use super::Later;
use super::event;
use crate::projects::{Change, Place, Plan, WithCodeowners};
use crate::routing::AutoAssign;
use crate::session::commands::{
    ComparisonCommand, MapCommand, PlaybookCommand, SimulationCommand, SplitCommand,
};
use crate::session::desk::Desk;
use crate::session::parts::LaterView;
use crate::session::protocol::{Input, Node, Reply, View};
use crate::session::view_state::{MapArea, MapColour, Reading};

/// The map
impl Later {
    /// Carries out what is about how the map is looked at.
    pub fn map(&mut self, desk: &mut Desk, command: MapCommand, text: &str) -> Vec<Reply> {
        let seen = &mut desk.view_state.map;
        match command {
            MapCommand::Open => text.clone_into(&mut seen.folder),
            MapCommand::Folder(folder) => seen.folder = folder,
            MapCommand::Size => {
                let size = text.split_once('x');
                let size =
                    size.and_then(|(wide, high)| Some((wide.parse().ok()?, high.parse().ok()?)));
                let Some((width, height)) = size else { return Vec::new() };
                self.map_size = (MAP_SIDE.min(width), MAP_SIDE.min(height));
                return vec![self.show(desk, LaterView::Map)];
            }
            MapCommand::Area => {
                seen.area = if text == "errors" { MapArea::Errors } else { MapArea::Files };
            }
            MapCommand::Colour => seen.colour = MapColour::named(text).unwrap_or_default(),
            MapCommand::Table => seen.table = text == "true",
        }
        vec![desk.choices(), self.show(desk, LaterView::Map)]
    }
}

/// How wide and high a map is at most, in pixels.
const MAP_SIDE: u32 = 10_000;

/// Errors
impl Later {
    /// Takes the error that the user gives. `kept`: it was loaded, and what is chosen is
    /// about it.
    pub fn read_errors(
        &mut self,
        desk: &mut Desk,
        revision: u32,
        text: String,
        kept: bool,
    ) -> Vec<Reply> {
        desk.revisions.set(Input::Event, revision);
        let other = desk.inputs.text(Input::Event) != text;
        if !kept && other {
            // What was chosen was about another error.
            forget_case(desk);
        }
        desk.inputs.put(Input::Event, text);
        self.texts += u32::from(other);
        self.lit = None;
        let report = event::report(desk.inputs.text(Input::Event), &self.errors(desk), revision);
        let views = [LaterView::Error, LaterView::Simulate].map(|it| self.show(desk, it));
        let mut replies: Vec<Reply> = std::iter::once(Reply::Input(report)).chain(views).collect();
        replies.extend(self.compared(desk));
        if !kept {
            replies.push(desk.choices());
        }
        replies
    }

    /// The other view that goes by the errors there are, if it is in sight.
    fn compared(&self, desk: &Desk) -> Option<Reply> {
        let view = match desk.in_sight {
            View::Compare => LaterView::Compare,
            View::Map => LaterView::Map,
            View::Under(_)
            | View::Coverage
            | View::Review
            | View::Simulate
            | View::Projects
            | View::Playbook
            | View::Export => return None,
        };
        Some(self.show(desk, view))
    }

    /// Carries out what is about the error that is simulated.
    pub fn simulate(
        &mut self,
        desk: &mut Desk,
        command: &SimulationCommand,
        text: &str,
    ) -> Vec<Reply> {
        let Desk { chosen, view_state, .. } = desk;
        let settings = &mut chosen.settings.simulation;
        let chosen = text.to_owned();
        let on = text == "true";
        match *command {
            SimulationCommand::Case => view_state.case = text.parse().ok(),
            SimulationCommand::CaseNumber(case) => view_state.case = Some(case),
            SimulationCommand::Days => settings.days = chosen,
            SimulationCommand::Assignment => settings.assignment = AutoAssign::from_id(text),
            SimulationCommand::Fallthrough => settings.fallthrough = chosen,
            SimulationCommand::Alert => settings.alert = chosen,
            SimulationCommand::Suspects => settings.suspects = chosen,
            SimulationCommand::WithCodeowners => settings.without_codeowners = !on,
            SimulationCommand::InAppInclude => settings.in_app_include = chosen,
            SimulationCommand::InAppExclude => settings.in_app_exclude = chosen,
            SimulationCommand::ProjectRoot => settings.project_root = chosen,
            SimulationCommand::InApp(case, frame) => {
                settings.switched.retain(|&(of, at, _)| (of, at) != (case, frame));
                settings.switched.push((case, frame, on));
            }
            SimulationCommand::Place(case, frame) => {
                settings.placed.retain(|(of, at, _)| (*of, *at) != (case, frame));
                settings.placed.push((case, frame, chosen));
            }
            SimulationCommand::Invent(seed) => {
                settings.invented = seed;
                forget_case(desk);
            }
            SimulationCommand::LookUp(at) => {
                desk.look_up(Input::Event, at);
                return vec![self.show(desk, LaterView::Error)];
            }
            SimulationCommand::Light(input, line) => {
                let rule = Some((input, line));
                self.lit = if self.lit == rule { None } else { rule };
                return vec![self.show(desk, LaterView::Simulate)];
            }
        }
        let mut replies = vec![desk.choices(), self.show(desk, LaterView::Simulate)];
        replies.extend(self.compared(desk));
        replies
    }
}

/// What was chosen about one error says nothing about another.
fn forget_case(desk: &mut Desk) {
    desk.view_state.case = None;
    desk.chosen.settings.simulation.switched.clear();
    desk.chosen.settings.simulation.placed.clear();
}

/// The plan
impl Later {
    /// Carries out what is about the split into projects.
    pub fn split(&mut self, desk: &mut Desk, command: SplitCommand, text: &str) -> Vec<Reply> {
        let typed = text.trim();
        let folder = typed.trim_matches('/').to_owned();
        self.merging.clear();
        let named = |change: Change| if typed.is_empty() { Vec::new() } else { vec![change] };
        // Whoever was asked says so in as many words.
        let said = matches!(command, SplitCommand::Change(_));
        let changes = match command {
            SplitCommand::Contents(path) => return self.take_contents(desk, path, text),
            SplitCommand::AskContents(path) => return self.ask_contents(desk, path, text),
            SplitCommand::ForgetContents => return self.forget_contents(desk),
            SplitCommand::UndoChange => {
                desk.chosen.settings.split.changes.pop();
                Vec::new()
            }
            SplitCommand::ResetChanges => {
                desk.chosen.settings.split.changes.clear();
                Vec::new()
            }
            SplitCommand::Paths => return self.show_paths(desk, text),
            SplitCommand::ShowPaths(paths) => return self.show_paths(desk, &paths),
            SplitCommand::CodeownersAs => {
                desk.chosen.settings.split.codeowners_as = WithCodeowners::from_id(text);
                Vec::new()
            }
            SplitCommand::Change(changes) => changes,
            SplitCommand::SplitFolder => {
                named(Change::Split { place: Place::at(folder), platform: None })
            }
            SplitCommand::Rename(project) => {
                named(Change::Rename { project, name: typed.to_owned() })
            }
            SplitCommand::Retype(project) => {
                named(Change::Retype { project, platform: typed.to_owned() })
            }
            SplitCommand::MergeInto(from) => self.of_plan(desk, |plan| {
                let into = typed.parse::<usize>().ok().and_then(|at| plan.projects.get(at));
                let into = into.map(|project| project.place.clone());
                into.map(|into| Change::Merge { from, into }).into_iter().collect()
            }),
            SplitCommand::MoveTo(_) if typed.is_empty() => Vec::new(),
            SplitCommand::MoveTo(to) => self.of_plan(desk, |plan| put(folder, &to, plan)),
        };
        let merges = changes.iter().any(|change| matches!(change, Change::Merge { .. }));
        if merges && !said {
            // What that moves is said first.
            self.merging = changes;
            return vec![self.show(desk, LaterView::Projects)];
        }
        desk.chosen.settings.split.changes.extend(changes);
        vec![desk.choices(), self.show(desk, LaterView::Projects)]
    }

    /// What becomes of a file in Sentry, if that is what is looked at.
    pub fn seen(&self, desk: &Desk, path: &str) -> Vec<Node> {
        if !desk.wants_frames() {
            return Vec::new();
        }
        let Some(work) = self.work(desk) else { return Vec::new() };
        let (answer, inputs, settings, plan) =
            (work.answer, work.inputs, work.settings, &*work.plan());
        super::views::as_seen(&super::views::Frames { answer, inputs, settings, plan }, path)
    }

    /// Changes that depend on the plan as it stands.
    fn of_plan(&self, desk: &Desk, changes: impl FnOnce(&Plan) -> Vec<Change>) -> Vec<Change> {
        self.work(desk).map(|work| changes(&work.plan())).unwrap_or_default()
    }

    /// Carries out what is about comparing ways to split.
    pub fn compare(
        &mut self,
        desk: &mut Desk,
        command: &ComparisonCommand,
        text: &str,
    ) -> Vec<Reply> {
        let text = text.trim().to_owned();
        match command {
            ComparisonCommand::FoldersOfAKind => {
                desk.chosen.settings.split.folders_of_a_kind = text;
            }
            ComparisonCommand::Quota => desk.chosen.quota = text,
            ComparisonCommand::Sort(column) => self.sorted_by = *column,
        }
        vec![desk.choices(), self.show(desk, LaterView::Compare)]
    }

    /// Carries out what is chosen, tried and taken along of the plan.
    pub fn plan_on(&mut self, desk: &mut Desk, command: PlaybookCommand, text: &str) -> Vec<Reply> {
        match command {
            PlaybookCommand::Choose(choice) => {
                desk.chosen.choices.choose(&choice, text);
                vec![desk.choices(), self.show_in_sight(desk)]
            }
            PlaybookCommand::ReadWeekOne => {
                desk.view_state.reading = Reading::WeekOne;
                vec![desk.choices(), self.show_in_sight(desk)]
            }
            PlaybookCommand::Read(heading) => {
                desk.view_state.heading = heading;
                desk.view_state.reading = Reading::Chapter;
                vec![desk.choices(), self.show_in_sight(desk)]
            }
            PlaybookCommand::ReadAll => {
                desk.view_state.reading = Reading::Whole;
                vec![desk.choices(), self.show_in_sight(desk)]
            }
            PlaybookCommand::Try(trial) => {
                self.trials.take(trial, text);
                vec![self.show_in_sight(desk)]
            }
            PlaybookCommand::TryThis(trial, text) => {
                self.trials.put(trial, &text);
                vec![self.show_in_sight(desk)]
            }
            PlaybookCommand::LookAt(id) => {
                self.look_at(&id);
                vec![self.show(desk, LaterView::Export)]
            }
            PlaybookCommand::Export(id) => {
                self.work(desk).map(|work| work.file(&id)).into_iter().collect()
            }
        }
    }
}

/// A folder goes to a project. Where it is a project's own folder, that project goes, with
/// all its processes.
fn put(folder: String, to: &Place, plan: &Plan) -> Vec<Change> {
    if folder == to.root {
        return Vec::new();
    }
    let there = plan.projects.iter().map(|project| &project.place);
    let gone: Vec<Change> = there
        .filter(|place| place.root == folder)
        .map(|from| Change::Merge { from: from.clone(), into: to.clone() })
        .collect();
    if gone.is_empty() { vec![Change::Move { folder, to: to.clone() }] } else { gone }
}
