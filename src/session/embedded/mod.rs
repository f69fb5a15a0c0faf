//! A fence answered, for a page that knows no more than how to draw it.
//!
//! [`fence`](crate::fence) says what may be asked. The words are those of the page: the same views
//! are drawn, without what could be pressed in them.

mod checked;
mod passive;

pub use checked::Checked;
use checked::Seen;

pub use passive::Piece;

use super::desk::{Desk, views};
use super::draw::{code, line, owner, rest, table};
use super::later::Rest;
use super::protocol::{
    Explore, Input, InputReport, Mark, Node, Open, Reply, Request, RoutingReport, Row, RowKind,
};
use super::view_state::{ViewState, keep};
use super::{Serving, protocol};
use crate::fence::{self, Fence, Part, Question, Shown};
use crate::link::{self, Linked};
use crate::text::numbers::plural;
use crate::text::{LineIndex, Problem};
use serde::Serialize;

/// A fence, answered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Embedded {
    /// What the fence shows; empty for nothing.
    pub title: String,
    /// Its parts that hold something, in the order of its text.
    pub parts: Vec<PartText>,
    /// How many of all files reach a team: a sentence; empty for a fence without rules.
    pub sentence: String,
    /// What was asked, and the answers.
    pub answers: Vec<AnswerShown>,
    /// What the fence says should hold.
    pub expected: Vec<Checked>,
    /// What is wrong with its text, and with what stands in its parts; the gravest of each.
    pub problems: Vec<Remark>,
}

/// A part of a fence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PartText {
    /// Its name in the fence.
    pub name: &'static str,
    /// What the page calls it.
    pub label: &'static str,
    /// What it holds.
    pub text: String,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AnswerShown {
    /// What was asked: `path`, or a view's name.
    pub asked: &'static str,
    /// The path that was asked about; empty for a view.
    pub path: String,
    /// Who gets its errors; none for nobody, and for what is no file.
    pub owner: Option<String>,
    /// The lines that decide, or would without those.
    pub marks: Vec<Marked>,
    /// What there is to see.
    pub body: Vec<Piece>,
}

/// A line that matters to an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Marked {
    /// The part's name.
    pub part: &'static str,
    /// The line of the part, from 1.
    pub line: u32,
    /// Whether its rule decides; else it is overridden.
    pub wins: bool,
}

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Remark {
    /// The part's name; empty for the fence's own form.
    pub part: &'static str,
    /// The line of the fence, from 1; 0 for no place.
    pub line: u32,
    /// The line of the part, from 1; 0 for no place.
    pub line_of_part: u32,
    /// `error` or `warning`.
    pub severity: &'static str,
    /// What is so and why.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

/// How many files are listed.
const MOST_FILES: u32 = 200;

/// How many problems are told of one part.
const MOST_PROBLEMS: usize = 20;

/// The least severity of [`protocol::ProblemReport`], of what is not wrong.
const INFO: u8 = 2;

impl<R: Rest> Serving<R> {
    /// Answers a fence. Whatever is wrong with it, there is an answer.
    ///
    /// # Errors
    /// If what is asked for is in another part of the engine than this one.
    pub fn embedded(text: &str) -> Result<Embedded, R::Missing> {
        let fence::Read { fence, places, problems } = fence::read(text);
        let lines = LineIndex::new(text);
        let mut remarks: Vec<Remark> =
            problems.iter().map(|problem| Remark::of_form(problem, &lines)).collect();
        let mut session = Self::default();
        let said = session.take(&fence)?;
        let advice = session.desk.advise().clone();
        for place in &places {
            let of_advice = input_of(place.part).map(|input| advice.about(input).0);
            let of_event = said.event.as_ref().filter(|_| place.part == Part::Error);
            let problems = of_event.map(|report| &*report.problems).or(of_advice).unwrap_or(&[]);
            // What is merely worth knowing would stand in the way of what the example shows.
            let wrong = problems.iter().filter(|it| it.severity < INFO).take(MOST_PROBLEMS);
            remarks.extend(wrong.map(|it| Remark::at(*place, it)));
        }
        remarks.extend(said.skipped(&places));
        let parts = places.iter().map(|place| PartText {
            name: place.part.name(),
            label: label(place.part),
            text: fence.text(place.part).to_owned(),
        });
        let seen = Seen::default();
        // Where nothing says who owns what, that nobody does is no answer.
        let has_rules = places.iter().any(|it| matches!(it.part, Part::Rules | Part::Codeowners));
        Ok(Embedded {
            title: fence.title.clone(),
            parts: parts.filter(|part| !part.text.is_empty()).collect(),
            sentence: if has_rules { said.routing.sentence() } else { String::new() },
            answers: fence
                .asked()
                .into_iter()
                .map(|question| session.answered(question, &said.routing))
                .collect::<Result<_, _>>()?,
            expected: fence
                .expected
                .iter()
                .map(|expected| session.checked(expected, &fence, &seen))
                .collect::<Result<_, _>>()?,
            problems: remarks,
        })
    }

    /// Takes the texts of a fence.
    fn take(&mut self, fence: &Fence) -> Result<Said, R::Missing> {
        let document = fence.document();
        let view_state =
            ViewState { selected: fence.selected().to_owned(), ..ViewState::default() };
        let mut said = Said::default();
        let mut ask = |request, text: Option<String>| {
            for reply in self.answer(request, text)?.0 {
                match reply {
                    Reply::Routing(report) => said.routing = report,
                    Reply::Tree(report) => said.skipped = report.skipped,
                    Reply::Input(report) if report.input == Input::Event => {
                        said.event = Some(report);
                    }
                    _ => {}
                }
            }
            Ok(())
        };
        ask(Request::Settings(keep(&document.chosen, &view_state)), None)?;
        for input in Input::ALL {
            let text = fence.text(part_of(input)).to_owned();
            // An error is asked about only where it was given: its reader is in the larger part of the engine.
            if !text.is_empty() {
                ask(Request::Input { input, revision: 1, kept: true }, Some(text))?;
            }
        }
        let options = document.chosen.listing;
        ask(Request::Tree { revision: 1, options }, Some(document.texts.tree))?;
        Ok(said)
    }

    fn answered(
        &mut self,
        question: Question,
        routing: &RoutingReport,
    ) -> Result<AnswerShown, R::Missing> {
        let (asked, path, owner, marks, body) = match question {
            Question::Path(path) => {
                let found = self.desk.explain(&path);
                let body = views::why(self.desk.answer.as_ref(), &found, &path);
                ("path", path, found.owner.clone(), found.marks(), body)
            }
            Question::View(shown) => {
                let body = match shown {
                    Shown::Files => files(&mut self.desk, routing),
                    Shown::Coverage => {
                        views::why(self.desk.answer.as_ref(), &self.desk.explain_all(), "")
                    }
                    Shown::Review => self.viewed(protocol::View::Review)?,
                    Shown::Error => self.viewed(protocol::View::Simulate)?,
                    Shown::Projects => self.rest.projects(&self.desk)?,
                };
                (shown.name(), String::new(), None, Vec::new(), body)
            }
        };
        let marked =
            |Mark { input, line, wins }| Marked { part: part_of(input).name(), line, wins };
        let marks = marks.into_iter().map(marked).collect();
        Ok(AnswerShown { asked, path, owner, marks, body: Piece::all(&body) })
    }

    fn viewed(&mut self, view: protocol::View) -> Result<Vec<Node>, R::Missing> {
        let (replies, _) = self.answer(Request::View(view), None)?;
        let body = replies.into_iter().find_map(|reply| match reply {
            Reply::View(report) => Some(report.body),
            _ => None,
        });
        Ok(body.unwrap_or_default())
    }
}

/// What was said while the texts were taken.
#[derive(Default)]
struct Said {
    routing: RoutingReport,
    event: Option<InputReport>,
    skipped: u32,
}

impl Said {
    fn skipped(&self, places: &[fence::Place]) -> Option<Remark> {
        let place =
            places.iter().find(|place| place.part == Part::Tree).filter(|_| self.skipped > 0)?;
        let lines = plural(self.skipped, "line was", "lines were");
        Some(Remark {
            part: Part::Tree.name(),
            line: place.line,
            line_of_part: 0,
            severity: "warning",
            message: format!("{lines} not understood as names of files."),
            hint: None,
        })
    }
}

impl Remark {
    fn of_form(problem: &Problem, lines: &LineIndex) -> Self {
        Self {
            part: "",
            line: problem.span.map_or(0, |span| lines.line(span.start)),
            line_of_part: 0,
            severity: problem.severity.name(),
            message: problem.message.clone(),
            hint: problem.hint.as_deref().map(str::to_owned),
        }
    }

    fn at(place: fence::Place, problem: &protocol::ProblemReport) -> Self {
        Self {
            part: place.part.name(),
            line: if problem.line > 0 { place.line + problem.line - 1 } else { 0 },
            line_of_part: problem.line,
            severity: if problem.severity == 0 { "error" } else { "warning" },
            message: problem.message.clone(),
            hint: problem.hint.clone(),
        }
    }
}

/// Every file with who gets its errors.
fn files(desk: &mut Desk, routing: &RoutingReport) -> Vec<Node> {
    let open = Open::AllBut(Vec::new());
    let rows = desk.explore(&Explore { open, count: u32::MAX, ..Explore::default() }).rows;
    let files = rows.into_iter().filter_map(|Row { path, kind, .. }| match kind {
        RowKind::File { owner, line, .. } => Some((path, owner, line)),
        RowKind::Folder { .. } => None,
    });
    if routing.files == 0 {
        return Vec::new();
    }
    let shown = files.take(MOST_FILES as usize).map(|(path, place, by)| {
        let name = place.and_then(|at| routing.owners.get(at as usize)).map(|share| &*share.owner);
        let by = by.map(|(input, number)| line(input, number));
        vec![vec![code(&path)], vec![owner(name, place)], by.into_iter().collect()]
    });
    let mut body = vec![table("files", &["File", "Its errors go to", "by"], shown.collect())];
    body.extend(rest(routing.files as usize, MOST_FILES as usize, "file", "files"));
    body
}

/// The fence of what an advisor's link holds, given with or without what stands before `#`.
///
/// # Errors
/// Why the link can't be read, as a clause.
pub fn fence_of_link(link: &str) -> Result<String, String> {
    let fragment = link.rsplit_once('#').map_or(link, |(_, fragment)| fragment);
    let Linked { document, view } = link::decode(fragment.trim()).map_err(|it| it.to_string())?;
    let selected = ViewState::from_value(view).selected;
    let questions = if selected.is_empty() { Vec::new() } else { vec![Question::Path(selected)] };
    let host = document.chosen.settings.codeowners.dialect;
    Ok(Fence { host, texts: document.texts, questions, ..Fence::default() }.to_string())
}

fn input_of(part: Part) -> Option<Input> {
    Input::ALL.into_iter().find(|&input| part_of(input) == part)
}

fn part_of(input: Input) -> Part {
    match input {
        Input::Rules => Part::Rules,
        Input::Codeowners => Part::Codeowners,
        Input::Mappings => Part::Mappings,
        Input::People => Part::Teams,
        Input::Event => Part::Error,
    }
}

/// What the page calls it.
fn label(part: Part) -> &'static str {
    match part {
        Part::Tree => "File tree",
        Part::Rules => "Ownership rules",
        Part::Codeowners => "CODEOWNERS",
        Part::Mappings => "Mappings",
        Part::Teams => "Teams",
        Part::Error => "Error",
        Part::Releases => "Releases",
    }
}
