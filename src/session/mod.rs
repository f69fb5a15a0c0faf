//! What one open page works on: its texts, and all that follows from them.
//!
//! [`Session`] is the engine's side of the page: it takes the [`protocol`]'s requests
//! and answers them. It knows nothing of browsers; the engine's worker puts it into one.
//!
//! It has two parts. The `desk` holds the texts and gives the first answer: listing, rules,
//! CODEOWNERS, routing, explanations, coverage, review, advice. What is asked for `later`,
//! errors, projects, the playbook and exports, stands on the desk, and the desk knows nothing
//! of it. So one program can be built of the desk alone ([`FirstSession`]), small enough for a
//! slow line, and hand over to the whole engine when something else is asked for.
//!
//! Each input is read when it changes and only then; routing follows either. Whatever else is
//! computed is kept by what it follows from (`memo`), and found when first asked for.

pub mod protocol;
pub mod shares;

mod commands;
mod desk;
mod draw;
mod embedded;
mod glossary;
mod later;
mod memo;
mod parts;
mod view_state;

pub use commands::{
    Command, ComparisonCommand, FilesCommand, LaterCommand, ListingCommand, MapCommand,
    OrganizationCommand, PlaybookCommand, RoutingCommand, SimulationCommand, SplitCommand, Trial,
    Whose,
};
pub use desk::{Explanation, Handover, NearMiss, Place, Reviewed, RuleVerdict};
pub use parts::RoutingInput;
pub use view_state::{
    MapArea, MapColour, MapSeen, PathsShown, PlaceShown, Reading, ViewState, keep, read_kept,
};

pub use embedded::{
    AnswerShown, Checked, Embedded, Marked, PartText, Piece, Remark, fence_of_link,
};

use crate::link::file;
use desk::Desk;
use later::{Elsewhere, Later, Rest};
use parts::Shows;
use protocol::{Answered, Input, Reply, Request, View};
use std::convert::Infallible;

/// The whole engine's side of a page.
pub type Session = Serving<Later>;

/// The side of a page that gives the first answer, and can do nothing else.
pub type FirstSession = Serving<Elsewhere>;

/// The engine's side of a page: the desk, and what stands on it.
pub struct Serving<R> {
    desk: Desk,
    rest: R,
    /// What the last request did, if it did something.
    step: Option<String>,
}

impl<R: Rest> Default for Serving<R> {
    fn default() -> Self {
        Self { desk: Desk::default().with(R::PAGES), rest: R::default(), step: None }
    }
}

/// Answering
impl<R: Rest> Serving<R> {
    /// Answers one request. `text` is what travelled beside it; a text may travel back.
    ///
    /// # Errors
    /// If what is asked for is in another part of the engine than this one. Nothing has
    /// changed then.
    pub fn answer(
        &mut self,
        request: Request,
        text: Option<String>,
    ) -> Result<Answered, R::Missing> {
        // Until all texts are there, what frames carry is of no use.
        let is_quiet = matches!(request, Request::Settings(_) | Request::Unpack { .. });
        if shows_answer(&request) {
            self.rest.see(&mut self.desk)?;
        }
        self.step = None;
        let (mut replies, text) = self.dispatch(request, text)?;
        if !is_quiet && self.rest.see(&mut self.desk).is_ok() {
            self.desk.tell(&mut replies);
        }
        Ok((replies, text))
    }

    fn dispatch(&mut self, request: Request, text: Option<String>) -> Result<Answered, R::Missing> {
        let Self { desk, rest, step } = self;
        let replies = match request {
            Request::Input { input: Input::Event, revision, kept } => {
                return rest.read(desk, revision, text.unwrap_or_default(), kept);
            }
            Request::Contents(json) => {
                *step = Some("Read manifests".to_owned());
                return rest.contents(desk, &json);
            }
            Request::ReadFile => return rest.read_file(&text.unwrap_or_default()),
            Request::Do { command, text } => match protocol::decode(&command) {
                Some(Command::Listing(command)) => desk.read_otherwise(&command, &text),
                Some(Command::Routing(command)) => {
                    *step = command.step().map(str::to_owned);
                    if matches!(command, RoutingCommand::LookUp(..)) {
                        rest.look_up()?;
                    }
                    let mut replies = desk.carry_out(command, &text);
                    for reply in &mut replies {
                        if let Reply::Explanation(explanation) = reply {
                            explanation.body.extend(rest.as_seen(desk, &explanation.path)?);
                        }
                    }
                    replies
                }
                Some(Command::Later(command)) => {
                    *step = R::step(&command, &text);
                    return rest.carry_out(desk, command, &text);
                }
                None => Vec::new(),
            },
            Request::Tree { revision, options } => {
                let globs = rest.globs(&options)?;
                desk.read_tree(revision, options, text.unwrap_or_default(), globs)
            }
            Request::Input { input, revision, kept } => {
                desk.read_input(input, revision, text.unwrap_or_default(), kept)
            }
            Request::Settings(bytes) => {
                desk.take_settings(&bytes);
                Vec::new()
            }
            Request::Keep => vec![Reply::Routing(desk.keep())],
            Request::Explore(explore) => vec![Reply::Rows(desk.explore(&explore))],
            Request::Explain { path } => {
                let more = rest.as_seen(desk, &path)?;
                let mut explanation = desk.explained(path);
                explanation.body.extend(more);
                vec![Reply::Explanation(explanation)]
            }
            Request::Recognise { start } if file::is_one(&start) => vec![Reply::IsFile],
            Request::Recognise { start } => vec![Reply::Recognised(rest.recognise(&start)?)],
            Request::Advise => vec![Reply::Advice(desk.advise().clone())],
            Request::View(view) => match Shows::from(view) {
                Shows::Desk(view) => vec![desk.view(view)],
                Shows::Later(view) => return rest.view(desk, view),
            },
            Request::Folder(View::Coverage, folder) => {
                desk.carry_out(RoutingCommand::Folder(folder), "")
            }
            Request::Folder(View::Map, folder) => {
                let command = LaterCommand::Map(MapCommand::Folder(folder));
                return rest.carry_out(desk, command, "");
            }
            // Of no folder.
            Request::Folder(view, _) => return self.dispatch(Request::View(view), text),
            Request::Complete { id, kind, prefix } => vec![desk.complete(id, kind, &prefix)],
            Request::Pack { choices } => vec![rest.pack(desk, choices)?],
            Request::WriteFile { choices, name } => vec![rest.write_file(desk, choices, name)?],
            Request::Mend(input, at) => RoutingInput::of(input)
                .map(|input| desk.carry_out(RoutingCommand::Mend(input, at as usize), ""))
                .unwrap_or_default(),
            Request::Unpack { fragment } => return Ok(desk::unpack(&fragment)),
        };
        Ok((replies, None))
    }

    /// What the request that was answered last did, for the way back over it; none: nothing, or it is
    /// merely looked at.
    pub fn take_step(&mut self) -> Option<String> {
        self.step.take()
    }

    /// Why a path goes where it goes.
    #[must_use]
    pub fn explain(&self, path: &str) -> Explanation {
        self.desk.explain(path)
    }
}

/// Whether a request is for what is shown in the paths that the user wants.
fn shows_answer(request: &Request) -> bool {
    match request {
        Request::Explore(_)
        | Request::View(View::Coverage | View::Review)
        | Request::Folder(..) => true,
        Request::View(
            View::Under(_)
            | View::Simulate
            | View::Projects
            | View::Playbook
            | View::Export
            | View::Compare
            | View::Map,
        )
        | Request::Tree { .. }
        | Request::Input { .. }
        | Request::Settings(_)
        | Request::Do { .. }
        | Request::Keep
        | Request::Explain { .. }
        | Request::Contents(_)
        | Request::Complete { .. }
        | Request::Advise
        | Request::Recognise { .. }
        | Request::Pack { .. }
        | Request::Unpack { .. }
        | Request::WriteFile { .. }
        | Request::ReadFile
        | Request::Mend(..) => false,
    }
}

impl FirstSession {
    /// What the whole engine goes on with. Costs a copy of the texts.
    #[must_use]
    pub fn hand_over(&self) -> Handover {
        self.desk.hand_over()
    }
}

impl Session {
    /// A session that goes on where another part of the engine left off. Costs as much as
    /// its first answer.
    #[must_use]
    pub fn resume(handover: Handover) -> Self {
        let desk = Desk::resume(handover).with(Later::PAGES);
        Self { desk, rest: Later::default(), step: None }
    }

    /// Answers one request. `text` is what travelled beside it; a text may travel back.
    pub fn handle(&mut self, request: Request, text: Option<String>) -> Answered {
        let answered: Result<Answered, Infallible> = self.answer(request, text);
        let Ok(mut answered) = answered;
        glossary::mark(&mut answered.0);
        answered
    }
}
